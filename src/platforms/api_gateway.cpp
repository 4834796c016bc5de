#include <cstdint>

#include "data_words.hpp"
#include "limits.hpp"
#include "policy_words.hpp"
#include "renderers.hpp"

#include <fmt/format.h>

namespace corsage::platforms {
namespace {

/// MaxAge, https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis.html
constexpr std::uint64_t longest_age = 86400;

Diagnostics mistakes_for_api_gateway(policy::Config const& config) {
  auto mistakes = mistakes_of(config);
  check_reflection(config, mistakes);
  check_timing(config, mistakes);
  check_wildcards_with_credentials(config, mistakes);
  if (!is_everything(config.methods)) {
    check_methods(config, {"PUT", "PATCH", "DELETE", "OPTIONS"}, mistakes);
  }
  return mistakes;
}

}  // namespace

// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html
Result<std::string> render_api_gateway(policy::Config const& config, Place const& place) {
  if (auto mistakes = mistakes_for_api_gateway(config); !mistakes.empty()) {
    return std::unexpected(std::move(mistakes));
  }
  auto text = comment_on_replaced("#", place.replaced, "");
  text += "# CloudFormation, an HTTP API: it answers preflights itself and drops what the\n";
  text += "# integration says of CORS. A $default route with an authorizer catches OPTIONS\n";
  text += "# first: give OPTIONS /{proxy+} a route without one. Deploy the stage again.\n";
  text += "# (A REST API has no such setting: there each answer of the function carries the\n";
  text += "# headers, and GatewayResponse DEFAULT_4XX and DEFAULT_5XX, too.)\n";
  text += "Resources:\n  Api:\n    Type: AWS::ApiGatewayV2::Api\n    Properties:\n      CorsConfiguration:\n";
  text += "        AllowOrigins:" + yaml_list(origins_of(config), 10);
  text += fmt::format("        AllowCredentials: {}\n", config.credentials);
  text += "        AllowMethods:" + yaml_list(is_everything(config.methods) ? config.methods : all_methods(config), 10);
  if (!config.request_headers.empty()) {
    text += "        AllowHeaders:" + yaml_list(header_names(config), 10);
  }
  if (!config.response_headers.empty()) {
    text += "        ExposeHeaders:" + yaml_list(config.response_headers, 10);
  }
  if (auto const age = max_age_within(config, longest_age)) {
    text += comment_on_max_age("        #", config, longest_age);
    text += fmt::format("        MaxAge: {}\n", *age);
  }
  return text;
}

}  // namespace corsage::platforms
