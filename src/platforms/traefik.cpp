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

Diagnostics mistakes_for_traefik(policy::Config const& config) {
  auto mistakes = mistakes_of(config, Patterns::written);
  check_wildcards_with_credentials(config, mistakes);
  if (has_patterns(config)) {
    check_timing(config, mistakes);
  }
  return mistakes;
}

std::string origins(policy::Config const& config) {
  if (origin_rule(config) == OriginRule::reflected) {
    return "        accessControlAllowOriginListRegex:" + yaml_list({"^.+$"}, 10);
  }
  if (has_patterns(config)) {
    return "        accessControlAllowOriginListRegex:" +
           yaml_list({"^" + regular_expression_of(patterns_of(config)) + "$"}, 10);
  }
  return "        accessControlAllowOriginList:" + yaml_list(origins_of(config), 10);
}

/// An empty value deletes what the server behind sets; the policy's own comes after it.
std::string custom_headers(policy::Config const& config) {
  std::string text = "        customResponseHeaders:\n";
  for (auto const name : owned_headers(config)) {
    bool const is_set = name == "Timing-Allow-Origin";
    text += fmt::format("          {}: {}\n", name, is_set ? yaml_string(joined(origins_of(config))) : "''");
  }
  return text;
}

}  // namespace

// https://doc.traefik.io/traefik/middlewares/http/headers/
Result<std::string> render_traefik(policy::Config const& config, Place const& place) {
  if (auto mistakes = mistakes_for_traefik(config); !mistakes.empty()) {
    return std::unexpected(std::move(mistakes));
  }
  auto text = comment_on_replaced("#", place.replaced, "");
  text += "# A file of the file provider. The first of the router's middlewares, before any\n";
  text += "# that asks for a login. Traefik answers preflights itself, with 200. Its own\n";
  text += "# 404, where no router fits, comes without the headers.\n";
  text += "http:\n  middlewares:\n    cors:\n      headers:\n";
  text += "        # What the server behind says of CORS goes.\n" + custom_headers(config);
  text += origins(config);
  if (config.credentials) {
    text += "        accessControlAllowCredentials: true\n";
  }
  text += "        accessControlAllowMethods:" +
          yaml_list(is_everything(config.methods) ? config.methods : all_methods(config), 10);
  if (!config.request_headers.empty()) {
    text += "        accessControlAllowHeaders:" + yaml_list(header_names(config), 10);
  }
  if (!config.response_headers.empty()) {
    text += "        accessControlExposeHeaders:" + yaml_list(config.response_headers, 10);
  }
  text += comment_on_max_age("        #", config, longest_int64_age);
  text += fmt::format("        accessControlMaxAge: {}{}\n", max_age_within(config, longest_int64_age).value_or(5),
                      config.max_age ? "" : " # as browsers do by themselves; left out, it would be 0");
  return text + "        addVaryHeader: true\n";
}

}  // namespace corsage::platforms
