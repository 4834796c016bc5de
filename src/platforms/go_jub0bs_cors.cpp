#include <algorithm>
#include <cstdint>
#include <string_view>
#include <vector>

#include "go_words.hpp"
#include "limits.hpp"
#include "policy_words.hpp"
#include "renderers.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace corsage::platforms {
namespace {

/// A day, in seconds: the package refuses more, when it starts.
constexpr std::uint64_t longest_age = 86400;

Diagnostics mistakes_for_jub0bs_cors(policy::Config const& config) {
  auto mistakes = mistakes_of(config, Patterns::written);
  check_reflection(config, mistakes);
  if (std::ranges::find(config.origins, "null") != config.origins.end()) {
    mistakes.push_back(
        not_expressible("the origin 'null'", "leave it out, or render for go-rs-cors", {"origins", "null"}));
  }
  if (has_patterns(config)) {
    check_timing(config, mistakes);
  }
  return mistakes;
}

std::string extra(policy::Config const& config) {
  std::vector<std::string> fields;
  if (config.preflight_status != 204) {
    fields.push_back(fmt::format("PreflightSuccessStatus: {}", config.preflight_status));
  }
  if (config.dangerously_allow_insecure_origins_with_credentials) {
    fields.emplace_back("DangerouslyTolerateInsecureOrigins: true");
  }
  if (config.dangerously_allow_public_suffixes) {
    fields.emplace_back("DangerouslyTolerateSubdomainsOfPublicSuffixes: true");
  }
  return fields.empty() ? std::string()
                        : fmt::format("\tExtraConfig: cors.ExtraConfig{{{}}},\n", fmt::join(fields, ", "));
}

}  // namespace

// https://pkg.go.dev/github.com/jub0bs/cors
Result<std::string> render_go_jub0bs_cors(policy::Config const& config, Place const& place) {
  auto mistakes = mistakes_for_jub0bs_cors(config);
  auto const origins = with_wide_wildcards(config, mistakes);
  if (!mistakes.empty()) {
    return std::unexpected(std::move(mistakes));
  }
  auto text = comment_on_replaced("//", place.replaced,
                                  "// Take out what sets it: w.Header().Set in a handler, or the proxy in front.\n");
  text += go_comment("\"github.com/jub0bs/cors\"");
  text += "middleware, err := cors.NewMiddleware(cors.Config{\n" + go_field("Origins", origins);
  if (config.credentials) {
    text += "\tCredentialed: true,\n";
  }
  if (!config.methods.empty()) {
    text += go_field("Methods", config.methods);
  }
  if (!config.request_headers.empty()) {
    text += go_field("RequestHeaders", config.credentials ? config.request_headers : header_names(config));
  }
  if (!config.response_headers.empty()) {
    text += go_field("ResponseHeaders", config.response_headers);
  }
  text += go_max_age("MaxAgeInSeconds", config, longest_age);
  text += extra(config);
  text += "})\nif err != nil {\n\tlog.Fatal(err)\n}\n";
  return text + "handler := middleware.Wrap(mux)\n" + go_timing(config);
}

}  // namespace corsage::platforms
