#include "corsage/base/joined.hpp"
#include "data_words.hpp"
#include "header_lines.hpp"
#include "limits.hpp"
#include "policy_words.hpp"
#include "regular_expression.hpp"
#include "renderers.hpp"

#include <fmt/format.h>

namespace corsage::platforms {
namespace {

std::string origins(policy::Config const& config) {
  if (is_everything(config.origins)) {
    return "      - safe_regex: { regex: '.*' }\n";
  }
  std::string text;
  for (auto const& origin : patterns_of(config)) {
    text += is_pattern(origin)
                ? fmt::format("      - safe_regex: {{ regex: {} }}\n", yaml_string(regular_expression_of(origin)))
                : fmt::format("      - exact: {}\n", yaml_string(origin.text()));
  }
  return text;
}

std::string added_headers(policy::Config const& config) {
  std::string text =
      "response_headers_to_add:\n"
      "  - header: { key: Vary, value: Origin }\n";
  if (config.timing) {
    text += fmt::format(
        "  - header: {{ key: Timing-Allow-Origin, value: {} }}\n"
        "    append_action: OVERWRITE_IF_EXISTS_OR_ADD\n",
        yaml_string(joined(origins_of(config))));
  }
  return text;
}

std::string removed_headers(policy::Config const& config) {
  std::string text = "response_headers_to_remove:\n";
  for (auto const name : owned_headers(config)) {
    text += fmt::format("  - {}\n", name);
  }
  return text;
}

}  // namespace

// https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/cors_filter
Result<std::string> render_envoy(policy::Config const& config, Place const& place) {
  auto mistakes = mistakes_of(config, Patterns::written);
  if (has_patterns(config)) {
    check_timing(config, mistakes);
  }
  if (!mistakes.empty()) {
    return std::unexpected(std::move(mistakes));
  }
  auto text = comment_on_replaced("#", place.replaced, "");
  text += "# In the virtual host. Among http_filters 'envoy.filters.http.cors' has to come\n";
  text += "# first, before jwt_authn and ext_authz. Envoy answers preflights itself, with\n";
  text += "# 200; routes with direct_response or redirect go past the filter. It names\n";
  text += "# every origin that it allows.\n";
  text += "typed_per_filter_config:\n  envoy.filters.http.cors:\n";
  text += "    '@type': type.googleapis.com/envoy.extensions.filters.http.cors.v3.CorsPolicy\n";
  text += "    allow_origin_string_match:\n" + origins(config);
  text += fmt::format("    allow_credentials: {}\n", config.credentials);
  // To `*` Envoy answers with what was asked for.
  text += fmt::format("    allow_methods: {}\n",
                      yaml_string(is_everything(config.methods) ? "*" : joined(all_methods(config))));
  if (!config.request_headers.empty()) {
    text += fmt::format("    allow_headers: {}\n", yaml_string(joined(config.request_headers)));
  }
  if (!config.response_headers.empty()) {
    text += fmt::format("    expose_headers: {}\n", yaml_string(joined(config.response_headers)));
  }
  if (config.max_age) {
    text += fmt::format("    max_age: '{}'\n", *config.max_age);
  }
  text += "    forward_not_matching_preflights: false\n";
  text += "# What the server behind says of CORS goes. Envoy leaves Vary out: it is added.\n";
  return text + removed_headers(config) + added_headers(config);
}

}  // namespace corsage::platforms
