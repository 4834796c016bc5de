#include <algorithm>
#include <optional>

#include "corsage/policy/origin_pattern.hpp"
#include "framework_words.hpp"
#include "limits.hpp"
#include "policy_words.hpp"
#include "renderers.hpp"

#include <fmt/format.h>

namespace corsage::platforms {
namespace {

/// Spring's own patterns: `*.` is any depth, `:[*]` any port, `:[8080,8081]` these and not the one that nobody writes.
std::optional<std::string> spring_pattern(policy::OriginPattern const& pattern) {
  if (!is_pattern(pattern)) {
    return pattern.text();
  }
  if (pattern.shape() == policy::OriginShape::one_label) {
    return std::nullopt;
  }
  auto host = fmt::format("{}://{}{}", pattern.scheme(), pattern.shape() == policy::OriginShape::any_depth ? "*." : "",
                          pattern.host());
  if (pattern.ports() == policy::PortSet::all_of(pattern.scheme())) {
    return host + ":[*]";
  }
  auto const implied = policy::implied_port(pattern.scheme());
  if (pattern.ports() == policy::PortSet(implied)) {
    return host;
  }
  bool const are_single = std::ranges::all_of(pattern.ports().ranges(), [implied](policy::PortSet::Range range) {
    return range.first == range.last && range.first != implied;
  });
  if (!are_single) {
    return std::nullopt;
  }
  std::string ports;
  for (auto const range : pattern.ports().ranges()) {
    ports += fmt::format("{}{}", ports.empty() ? "" : ",", range.first);
  }
  return fmt::format("{}:[{}]", host, ports);
}

std::string list(std::vector<std::string> const& items) {
  return fmt::format("List.of({})", quoted_list(items, '"'));
}

std::string origins(policy::Config const& config, Diagnostics& mistakes) {
  if (origin_rule(config) == OriginRule::reflected) {
    return "    cors.setAllowedOriginPatterns(List.of(\"*\")); // everybody, by name\n";
  }
  if (!has_patterns(config) && !has_origins_with_case(config)) {
    return fmt::format("    cors.setAllowedOrigins({});\n", list(origins_of(config)));
  }
  std::vector<std::string> patterns;
  for (auto const& origin : patterns_of(config)) {
    if (auto pattern = spring_pattern(origin)) {
      patterns.push_back(*std::move(pattern));
    } else {
      mistakes.push_back(pattern_not_expressible(origin));
    }
  }
  std::string_view const why = has_patterns(config) ? "'*.' is any depth here" : "setAllowedOrigins would ignore case";
  return fmt::format("    // {}\n    cors.setAllowedOriginPatterns({});\n", why, list(patterns));
}

std::string settings(policy::Config const& config) {
  auto text = fmt::format("    cors.setAllowedMethods({});\n",
                          list(is_everything(config.methods) ? config.methods : all_methods(config)));
  if (!config.request_headers.empty()) {
    text += fmt::format("    cors.setAllowedHeaders({});\n", list(config.request_headers));
  }
  if (!config.response_headers.empty()) {
    text += fmt::format("    cors.setExposedHeaders({});\n", list(config.response_headers));
  }
  if (config.credentials) {
    text += "    cors.setAllowCredentials(true);\n";
  }
  if (auto const max_age = max_age_within(config, longest_int64_age)) {
    text += comment_on_max_age("    //", config, longest_int64_age);
    text += fmt::format("    cors.setMaxAge({}L);\n", *max_age);
  }
  return text;
}

}  // namespace

// https://docs.spring.io/spring-framework/reference/web/webmvc-cors.html
Result<std::string> render_spring(policy::Config const& config, Place const& place) {
  auto mistakes = mistakes_of(config, Patterns::written);
  check_timing(config, mistakes);
  auto const allowed = origins(config, mistakes);
  if (!mistakes.empty()) {
    return std::unexpected(std::move(mistakes));
  }
  auto text = comment_on_replaced("//", place.replaced,
                                  "// Take out what sets it: @CrossOrigin, a WebMvcConfigurer, or the proxy.\n");
  text += "// In a @Configuration class. The first of all filters: @CrossOrigin alone comes\n";
  text += "// after Spring Security, which refuses the preflight. Preflights are answered\n";
  text += "// with 200, and what a refused origin asks with 403, \"Invalid CORS request\".\n";
  text += "// What the application sets of CORS itself, @CrossOrigin too, stands beside\n";
  text += "// this: take it out.\n";
  text += "@Bean\nFilterRegistrationBean<CorsFilter> cors() {\n    var cors = new CorsConfiguration();\n";
  text += allowed + settings(config);
  text += "    var source = new UrlBasedCorsConfigurationSource();\n";
  text += "    source.registerCorsConfiguration(\"/**\", cors);\n";
  text += "    var filter = new FilterRegistrationBean<>(new CorsFilter(source));\n";
  text += "    filter.setOrder(Ordered.HIGHEST_PRECEDENCE);\n";
  return text + "    return filter;\n}\n";
}

}  // namespace corsage::platforms
