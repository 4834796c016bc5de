#include "demo_api.hpp"

#include <utility>
#include <vector>

#include <fmt/ranges.h>
#include <simdjson.h>

namespace corsage::demo {
namespace {

using test::HeaderLines;
using test::Rules;

constexpr auto document = R"({"name":"Ada"})";

/// What the API answers: its document to every method but OPTIONS.
Rules rules_with(HeaderLines preflight, HeaderLines actual) {
  actual.emplace_back("Content-Type", "application/json");
  return {{.when = {.method = "OPTIONS", .path = std::string(path)}, .status = 204, .headers = std::move(preflight)},
          {.when = {.path = std::string(path)}, .status = 200, .headers = std::move(actual), .body = document}};
}

std::string joined(simdjson::dom::element const& names) {
  std::vector<std::string_view> words;
  for (std::string_view const name : names.get_array()) {
    words.push_back(name);
  }
  return fmt::format("{}", fmt::join(words, ", "));
}

/// The lines of a policy whose one origin is the page's.
Rules rules_of(simdjson::dom::element const& policy) {
  HeaderLines actual = {{"Access-Control-Allow-Origin", joined(policy["origins"])}, {"Vary", "Origin"}};
  if (policy["credentials"].get_bool()) {
    actual.emplace_back("Access-Control-Allow-Credentials", "true");
  }
  auto preflight = actual;
  preflight.emplace_back("Access-Control-Allow-Methods", joined(policy["methods"]));
  preflight.emplace_back("Access-Control-Allow-Headers", joined(policy["request_headers"]));
  return rules_with(std::move(preflight), std::move(actual));
}

}  // namespace

Rules misconfigured_rules() {
  return rules_with({{"Access-Control-Allow-Origin", "*"}, {"Access-Control-Allow-Methods", "GET, POST"}},
                    {{"Access-Control-Allow-Origin", "*"}});
}

std::expected<Rules, std::string> mended_rules(std::string_view json) {
  try {
    simdjson::dom::parser parser;
    // The first judgement is the standard's own.
    return rules_of(parser.parse(json)["judgements"].at(0)["fix"]["policy"]);
  } catch (simdjson::simdjson_error const& error) {
    return std::unexpected(std::string("no fix in what corsage why --json printed: ") + error.what());
  }
}

}  // namespace corsage::demo
