#include "header_lines.hpp"

#include "corsage/base/joined.hpp"
#include "limits.hpp"
#include "policy_words.hpp"

#include <fmt/format.h>

namespace corsage::platforms {
namespace {

void add_credentials(policy::Config const& config, std::vector<HeaderLine>& lines) {
  if (config.credentials) {
    lines.push_back({.name = "Access-Control-Allow-Credentials", .value = "true"});
  }
}

void add_vary(policy::Config const& config, std::vector<HeaderLine>& lines) {
  if (origin_rule(config) != OriginRule::everybody) {
    lines.push_back({.name = "Vary", .value = "Origin"});
  }
}

/// With credentials a wildcard is a name like any other: then what was asked for is repeated.
std::vector<std::string> allowed_headers(policy::Config const& config) {
  return config.credentials ? config.request_headers : header_names(config);
}

void add_list(std::string_view name, std::vector<std::string> const& list, bool is_wildcard_literal,
              std::string_view requested, std::vector<HeaderLine>& lines) {
  if (list.empty()) {
    return;
  }
  if (is_wildcard_literal && is_everything(list)) {
    lines.push_back({.name = name, .value = std::string(requested), .kind = ValueKind::requested});
  } else {
    lines.push_back({.name = name, .value = joined(list)});
  }
}

}  // namespace

std::vector<std::string_view> origin_headers(policy::Config const& config) {
  std::vector<std::string_view> names{"Access-Control-Allow-Origin"};
  if (config.timing && names_who_asks(config)) {
    names.emplace_back("Timing-Allow-Origin");
  }
  return names;
}

std::vector<HeaderLine> answer_lines(policy::Config const& config) {
  std::vector<HeaderLine> lines;
  add_credentials(config, lines);
  if (!config.response_headers.empty()) {
    lines.push_back({.name = "Access-Control-Expose-Headers", .value = joined(config.response_headers)});
  }
  if (config.timing && !names_who_asks(config)) {
    lines.push_back({.name = "Timing-Allow-Origin", .value = joined(origins_of(config))});
  }
  add_vary(config, lines);
  return lines;
}

std::vector<HeaderLine> preflight_only_lines(policy::Config const& config, Requested const& requested) {
  std::vector<HeaderLine> lines;
  add_list("Access-Control-Allow-Methods", config.methods, config.credentials, requested.method, lines);
  add_list("Access-Control-Allow-Headers", allowed_headers(config), config.credentials, requested.headers, lines);
  if (config.max_age) {
    lines.push_back({.name = "Access-Control-Max-Age", .value = fmt::format("{}", *config.max_age)});
  }
  return lines;
}

std::vector<HeaderLine> preflight_lines(policy::Config const& config, Requested const& requested) {
  std::vector<HeaderLine> lines;
  add_credentials(config, lines);
  for (auto& line : preflight_only_lines(config, requested)) {
    lines.push_back(std::move(line));
  }
  add_vary(config, lines);
  return lines;
}

std::vector<std::string_view> owned_headers(policy::Config const& config) {
  std::vector<std::string_view> names = {"Access-Control-Allow-Origin", "Access-Control-Allow-Credentials",
                                         "Access-Control-Expose-Headers"};
  if (config.timing) {
    names.push_back("Timing-Allow-Origin");
  }
  return names;
}

}  // namespace corsage::platforms
