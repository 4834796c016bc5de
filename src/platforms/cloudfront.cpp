#include "data_words.hpp"
#include "limits.hpp"
#include "policy_words.hpp"
#include "renderers.hpp"

#include <fmt/format.h>

namespace corsage::platforms {
namespace {

Diagnostics mistakes_for_cloudfront(policy::Config const& config) {
  auto mistakes = mistakes_of(config);
  check_reflection(config, mistakes);
  check_timing(config, mistakes);
  check_wildcards_with_credentials(config, mistakes);
  check_methods(config, {"PUT", "PATCH", "DELETE"}, mistakes);
  return mistakes;
}

/// A policy of CloudFront's has to name a header: one that no page can send allows none.
std::vector<std::string> headers(policy::Config const& config) {
  return config.request_headers.empty() ? std::vector<std::string>{"host"} : header_names(config);
}

}  // namespace

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-response-headers-policies.html
Result<std::string> render_cloudfront(policy::Config const& config, Place const& place) {
  if (auto mistakes = mistakes_for_cloudfront(config); !mistakes.empty()) {
    return std::unexpected(std::move(mistakes));
  }
  auto text = comment_on_replaced("#", place.replaced, "# OriginOverride: true replaces what the origin sets.\n");
  text += "# CloudFormation. Then, in the cache behavior: ResponseHeadersPolicyId: !Ref\n";
  text += "# Cors, and OPTIONS among its AllowedMethods. The headers are added where Origin\n";
  text += "# was sent, to preflights too, but what is behind answers those: with any status\n";
  text += "# of 200 to 299, and without a login. Invalidate what was cached before.\n";
  text += "Resources:\n  Cors:\n    Type: AWS::CloudFront::ResponseHeadersPolicy\n    Properties:\n";
  text += "      ResponseHeadersPolicyConfig:\n        Name: cors\n        CorsConfig:\n";
  text += fmt::format("          AccessControlAllowCredentials: {}\n", config.credentials);
  text += "          AccessControlAllowOrigins:\n            Items:" + yaml_list(origins_of(config), 14);
  text += "          AccessControlAllowMethods:\n            Items:" + yaml_list(all_methods(config), 14);
  if (config.request_headers.empty()) {
    text += "          # There has to be one: this one no page can send.\n";
  }
  text += "          AccessControlAllowHeaders:\n            Items:" + yaml_list(headers(config), 14);
  if (!config.response_headers.empty()) {
    text += "          AccessControlExposeHeaders:\n            Items:" + yaml_list(config.response_headers, 14);
  }
  if (auto const age = max_age_within(config, longest_int32_age)) {
    text += comment_on_max_age("          #", config, longest_int32_age);
    text += fmt::format("          AccessControlMaxAgeSec: {}\n", *age);
  }
  return text + "          OriginOverride: true\n";
}

}  // namespace corsage::platforms
