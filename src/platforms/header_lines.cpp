#include "header_lines.hpp"

#include "policy_words.hpp"

#include <fmt/format.h>

namespace corsage::platforms {
namespace {

void add_credentials(policy::Config const& config, std::vector<HeaderLine>& lines) {
  if (config.credentials) {
    lines.push_back({"Access-Control-Allow-Credentials", "true"});
  }
}

void add_vary(policy::Config const& config, std::vector<HeaderLine>& lines) {
  if (!is_everything(config.origins)) {
    lines.push_back({"Vary", "Origin"});
  }
}

void add_list(std::string_view name, std::vector<std::string> const& list, bool is_wildcard_literal,
              std::string_view requested, std::vector<HeaderLine>& lines) {
  if (list.empty()) {
    return;
  }
  bool const is_requested = is_wildcard_literal && is_everything(list);
  lines.push_back({name, is_requested ? std::string(requested) : joined(list)});
}

/// `*` never covers Authorization, so "any header" names it beside the wildcard.
std::vector<std::string> header_names(policy::Config const& config) {
  if (is_everything(config.request_headers) && !config.credentials) {
    return {"*", "authorization"};
  }
  return config.request_headers;
}

}  // namespace

std::vector<HeaderLine> answer_lines(policy::Config const& config) {
  std::vector<HeaderLine> lines;
  add_credentials(config, lines);
  if (!config.response_headers.empty()) {
    lines.push_back({"Access-Control-Expose-Headers", joined(config.response_headers)});
  }
  if (config.timing) {
    lines.push_back({"Timing-Allow-Origin", joined(config.origins)});
  }
  add_vary(config, lines);
  return lines;
}

std::vector<HeaderLine> preflight_lines(policy::Config const& config, Requested const& requested) {
  std::vector<HeaderLine> lines;
  add_credentials(config, lines);
  add_list("Access-Control-Allow-Methods", config.methods, config.credentials, requested.method, lines);
  add_list("Access-Control-Allow-Headers", header_names(config), config.credentials, requested.headers, lines);
  if (config.max_age) {
    lines.push_back({"Access-Control-Max-Age", fmt::format("{}", *config.max_age)});
  }
  add_vary(config, lines);
  return lines;
}

}  // namespace corsage::platforms
