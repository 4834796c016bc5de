#include "server_fact.hpp"

#include <algorithm>
#include <cstdint>

namespace corsage::tests {
namespace {

using Json = simdjson::dom::element;

bool is_member(Json const& json, std::string_view key) {
  Json member;
  return json[key].get(member) == simdjson::SUCCESS && !member.is_null();
}

http::HeaderList header_list(Json const& json, std::string_view key) {
  http::HeaderList list;
  simdjson::dom::object headers;
  if (json[key].get(headers) == simdjson::SUCCESS) {
    for (auto const [name, lines] : headers) {
      for (auto const line : lines.get_array()) {
        list.append(name, std::string_view(line));
      }
    }
  }
  return list;
}

std::vector<ExpectedHeader> expected_headers(Json const& expect) {
  std::vector<ExpectedHeader> headers;
  auto const any_of = is_member(expect, "headers_any_of");
  simdjson::dom::object const json = expect[any_of ? "headers_any_of" : "headers"];
  for (auto const [name, lines] : json) {
    ExpectedHeader header{.name = std::string(name), .values = {}};
    for (auto const line : lines.get_array()) {
      // Several lines are one value, but where they are alternatives.
      if (any_of || header.values.empty()) {
        header.values.emplace_back(std::string_view(line));
      } else {
        header.values.front().append(", ").append(std::string_view(line));
      }
    }
    headers.push_back(std::move(header));
  }
  return headers;
}

std::vector<int> expected_statuses(Json const& expect) {
  std::vector<int> statuses;
  simdjson::dom::array any_of;
  if (expect["status_any_of"].get(any_of) == simdjson::SUCCESS) {
    for (auto const status : any_of) {
      statuses.push_back(static_cast<int>(std::int64_t(status)));
    }
  } else {
    statuses.push_back(static_cast<int>(std::int64_t(expect["status"])));
  }
  return statuses;
}

/// The patterns of an origin list, or of a predicate in words that a list can say.
std::optional<std::vector<std::string>> origins_of(Json const& json) {
  if (string_of(json, "origins") == "reflect-any") {
    return {{"*"}};
  }
  Json predicate;
  if (json["origin_predicate"].get(predicate) == simdjson::SUCCESS) {
    auto const words = string_of(predicate, "description").value();
    constexpr std::string_view one_origin = "origin == ";
    if (words == "true") {
      return {{"*"}};
    }
    return words.starts_with(one_origin) ? std::optional(std::vector{words.substr(one_origin.size())}) : std::nullopt;
  }
  std::vector<std::string> patterns;
  for (auto const& pattern : strings_of(json, "origins")) {
    patterns.push_back(pattern_of(pattern));
  }
  return patterns;
}

}  // namespace

std::vector<std::string> strings_of(Json const& json, std::string_view key) {
  std::vector<std::string> strings;
  simdjson::dom::array list;
  if (json[key].get(list) == simdjson::SUCCESS) {
    for (auto const entry : list) {
      strings.emplace_back(std::string_view(entry));
    }
  }
  return strings;
}

std::optional<std::string> string_of(Json const& json, std::string_view key) {
  std::string_view text;
  return json[key].get(text) == simdjson::SUCCESS ? std::optional(std::string(text)) : std::nullopt;
}

bool is_true(Json const& json, std::string_view key) {
  bool value = false;
  return json[key].get(value) == simdjson::SUCCESS && value;
}

std::string pattern_of(std::string_view pattern) {
  constexpr std::string_view below = "://*.";
  std::string text(pattern);
  if (auto const place = text.find(below); place != std::string::npos) {
    text.replace(place, below.size(), "://**.");
  }
  return text;
}

std::optional<policy::Config> config_of(Json const& json, std::string_view dialect) {
  auto origins = origins_of(json);
  if (!origins) {
    return std::nullopt;
  }
  bool const reflects_headers = string_of(json, "request_headers") == "reflect";
  policy::Config config{
      .origins = std::move(*origins),
      .credentials = is_true(json, "credentials"),
      .methods = strings_of(json, "methods"),
      .request_headers = reflects_headers ? std::vector<std::string>{"*"} : strings_of(json, "request_headers"),
      .response_headers = strings_of(json, "expose_headers"),
      .discloses_full_lists = dialect == "gateway-api",
      .dangerously_allow_any_origin_with_credentials =
          dialect == "gateway-api" || string_of(json, "origins") == "reflect-any",
      .dangerously_allow_insecure_origins_with_credentials =
          dialect != "jub0bs" || is_true(json, "tolerate_insecure_origins"),
      .dangerously_allow_public_suffixes = is_true(json, "tolerate_public_suffix_subdomains")};
  std::uint64_t number = 0;
  if (json["max_age"].get(number) == simdjson::SUCCESS) {
    config.max_age = number;
  }
  if (json["preflight_status"].get(number) == simdjson::SUCCESS) {
    config.preflight_status = static_cast<int>(number);
  }
  return config;
}

HttpFact http_fact(Json const& json) {
  Json const config = json["config"];
  Json const request = json["request"];
  Json const upstream = json["upstream"];
  Json const expect = json["expect"];
  Json const verdict = json["derived_fetch_verdict"];
  bool const was_observed = is_member(expect, "observed_headers");
  HttpFact fact{
      .dialect = string_of(json, "dialect").value(),
      .has_layer = is_member(config, "origins") || is_member(config, "origin_predicate"),
      .config = config_of(config, string_of(json, "dialect").value()),
      .method = string_of(request, "method").value(),
      .request = header_list(request, "headers"),
      .outer = header_list(is_member(expect, "outer_middleware_headers") ? expect : json, "outer_middleware_headers"),
      .upstream = {.status = static_cast<int>(std::int64_t(upstream["status"])),
                   .headers = header_list(upstream, "headers")},
      .is_answered_by_layer = string_of(expect, "handled_by") == "cors-layer",
      .statuses = expected_statuses(expect),
      .headers = expected_headers(expect),
      .absent = strings_of(expect, "absent"),
      .is_exact = is_true(expect, "exact"),
      .expected = {.status = static_cast<int>(std::int64_t(expect["status"])),
                   .headers = header_list(expect, was_observed ? "observed_headers" : "headers")},
      .verdict_omit = string_of(verdict, "credentials_omit").value_or(""),
      .verdict_include = string_of(verdict, "credentials_include").value_or("")};
  return fact;
}

}  // namespace corsage::tests
