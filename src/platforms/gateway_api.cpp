#include "data_words.hpp"
#include "framework_words.hpp"
#include "limits.hpp"
#include "policy_words.hpp"
#include "renderers.hpp"

#include <fmt/format.h>

namespace corsage::platforms {
namespace {

void check_schemes(policy::Config const& config, Diagnostics& mistakes) {
  for (auto const& origin : config.origins) {
    if (origin != "*" && !is_web_origin(origin)) {
      mistakes.push_back(not_expressible(
          "the origin " + origin, "the Gateway API knows http and https only: leave it out", {"origins", origin}));
    }
  }
}

Diagnostics mistakes_for_gateway_api(policy::Config const& config) {
  auto mistakes = mistakes_of(config, Patterns::written);
  check_schemes(config, mistakes);
  check_timing(config, mistakes);
  check_age_of_nothing(config, mistakes);
  if (!config.methods.empty() && !is_everything(config.methods)) {
    check_methods(config, {"PUT", "DELETE", "PATCH"}, mistakes);
  }
  if (!config.credentials && is_everything(config.request_headers)) {
    mistakes.push_back(not_expressible("every request header",
                                       "'*' stands alone there, and leaves Authorization out: name the headers",
                                       {"request_headers", "*"}));
  }
  return mistakes;
}

}  // namespace

// https://gateway-api.sigs.k8s.io/guides/http-cors/
Result<std::string> render_gateway_api(policy::Config const& config, Place const& place) {
  auto mistakes = mistakes_for_gateway_api(config);
  auto const origins = with_wide_wildcards(config, mistakes);
  if (!mistakes.empty()) {
    return std::unexpected(std::move(mistakes));
  }
  auto text = comment_on_replaced("#", place.replaced, "# Take out what the application behind the route sets.\n");
  text += "# In each of the HTTPRoute's rules; with it the gateway answers preflights\n";
  text += "# itself, which no rule for one method may take from it. '*.' is any depth\n";
  text += "# there. Look whether your implementation has the filter: one that has not\n";
  text += "# refuses the route.\n";
  text += "filters:\n  - type: CORS\n    cors:\n";
  text += "      allowOrigins:" + yaml_list(origins, 8);
  text += fmt::format("      allowCredentials: {}\n", config.credentials);
  text += "      allowMethods:" + yaml_list(is_everything(config.methods) ? config.methods : all_methods(config), 8);
  if (!config.request_headers.empty()) {
    text += "      allowHeaders:" + yaml_list(config.request_headers, 8);
  }
  if (!config.response_headers.empty()) {
    text += "      exposeHeaders:" + yaml_list(config.response_headers, 8);
  }
  if (auto const age = max_age_within(config, longest_int32_age)) {
    text += comment_on_max_age("      #", config, longest_int32_age);
    text += fmt::format("      maxAge: {}\n", *age);
  }
  return text;
}

}  // namespace corsage::platforms
