#include "go_words.hpp"
#include "limits.hpp"
#include "policy_words.hpp"
#include "regular_expression.hpp"
#include "renderers.hpp"

#include <fmt/format.h>

namespace corsage::platforms {
namespace {

Diagnostics mistakes_for_rs_cors(policy::Config const& config) {
  auto mistakes = mistakes_of(config, Patterns::written);
  if (is_everything(config.methods)) {
    mistakes.push_back(not_expressible("every method", "name the methods that pages use"));
  }
  if (has_patterns(config)) {
    check_timing(config, mistakes);
  }
  return mistakes;
}

/// Its own wildcard stands for any letters, so patterns are regular expressions.
std::string origins(policy::Config const& config) {
  if (origin_rule(config) == OriginRule::reflected) {
    return "\tAllowOriginFunc: func(origin string) bool { return true }, // everybody, by name\n";
  }
  if (has_patterns(config)) {
    return fmt::format("\tAllowOriginFunc: regexp.MustCompile(`^{}$`).MatchString,\n",
                       regular_expression_of(config.origins));
  }
  return go_field("AllowedOrigins", config.origins);
}

std::string headers(policy::Config const& config) {
  return config.request_headers.empty()
             ? "\tAllowedHeaders: []string{\"Origin\"}, // none; left out, it would be Content-Type and more\n"
             : go_field("AllowedHeaders", config.request_headers);
}

}  // namespace

// https://pkg.go.dev/github.com/rs/cors
Result<std::string> render_go_rs_cors(policy::Config const& config, Place const& place) {
  if (auto mistakes = mistakes_for_rs_cors(config); !mistakes.empty()) {
    return std::unexpected(std::move(mistakes));
  }
  auto text = comment_on_replaced("//", place.replaced,
                                  "// Take out what sets it: w.Header().Set in a handler, or the proxy in front.\n");
  text += fmt::format("// import \"github.com/rs/cors\"{}\n", has_patterns(config) ? " and \"regexp\"" : "");
  text += "// Around the whole mux, and around what asks for a login: a mux answers OPTIONS with\n";
  text += "// 405 where a pattern names its method. What a panic cuts off has no headers.\n";
  text += "handler := cors.New(cors.Options{\n" + origins(config);
  if (config.credentials) {
    text += "\tAllowCredentials: true,\n";
  }
  text += go_field("AllowedMethods", all_methods(config)) + headers(config);
  if (!config.response_headers.empty()) {
    text += go_field("ExposedHeaders", config.response_headers);
  }
  if (config.max_age) {
    text += *config.max_age == 0 ? "\tMaxAge: -1, // not kept; 0 would leave the header out\n"
                                 : fmt::format("\tMaxAge: {},\n", *config.max_age);
  }
  if (config.preflight_status != 204) {
    text += fmt::format("\tOptionsSuccessStatus: {},\n", config.preflight_status);
  }
  return text + "}).Handler(mux)\n" + go_timing(config);
}

}  // namespace corsage::platforms
