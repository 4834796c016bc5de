#include <algorithm>

#include "framework_words.hpp"
#include "go_words.hpp"
#include "limits.hpp"
#include "policy_words.hpp"
#include "regular_expression.hpp"
#include "renderers.hpp"

#include <fmt/format.h>

namespace corsage::platforms {
namespace {

bool has_lower_case(std::string_view method) {
  return std::ranges::any_of(method, [](char byte) { return 'a' <= byte && byte <= 'z'; });
}

/// Lists of origins ignore case, and their wildcard stands for any letters: both want a regular expression.
bool needs_expression(policy::Config const& config) {
  return has_patterns(config) || has_origins_with_case(config);
}

Diagnostics mistakes_for_rs_cors(policy::Config const& config) {
  auto mistakes = mistakes_of(config, Patterns::written);
  if (is_everything(config.methods)) {
    mistakes.push_back(not_expressible("every method", "name the methods that pages use", {"methods", "*"}));
  }
  for (auto const& method : config.methods) {
    if (has_lower_case(method)) {
      mistakes.push_back(not_expressible("the method " + method,
                                         "rs/cors would allow it in capitals: render for go-jub0bs-cors, or for nginx",
                                         {"methods", method}));
    }
  }
  if (has_patterns(config)) {
    check_timing(config, mistakes);
  }
  return mistakes;
}

std::string origins(policy::Config const& config) {
  if (origin_rule(config) == OriginRule::reflected) {
    return "\tAllowOriginFunc: func(origin string) bool { return true }, // everybody, by name\n";
  }
  if (needs_expression(config)) {
    return fmt::format("\tAllowOriginFunc: regexp.MustCompile(`^{}$`).MatchString,\n",
                       regular_expression_of(patterns_of(config)));
  }
  return go_field("AllowedOrigins", origins_of(config));
}

/// Where the policy does not list OPTIONS, the package allows it all the same.
std::string refuse_options(policy::Config const& config) {
  if (std::ranges::find(config.methods, "OPTIONS") != config.methods.end()) {
    return {};
  }
  return "// rs/cors lets pages send OPTIONS, whatever AllowedMethods says.\n" +
         go_around("withOptions", fmt::format("\tif r.Method == \"OPTIONS\" && r.Header.Get(\"Origin\") != \"\" && "
                                              "r.Header.Get(\"Access-Control-Request-Method\") == \"OPTIONS\" {{\n"
                                              "\t\tw.Header().Add(\"Vary\", \"Origin\")\n"
                                              "\t\tw.WriteHeader({})\n"
                                              "\t\treturn\n"
                                              "\t}}\n",
                                              config.preflight_status));
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
  text += go_comment(needs_expression(config) ? "\"github.com/rs/cors\" and \"regexp\"" : "\"github.com/rs/cors\"");
  text += "handler := cors.New(cors.Options{\n" + origins(config);
  if (config.credentials) {
    text += "\tAllowCredentials: true,\n";
  }
  text += go_field("AllowedMethods", all_methods(config)) + headers(config);
  if (!config.response_headers.empty()) {
    text += go_field("ExposedHeaders", config.response_headers);
  }
  text += go_max_age("MaxAge", config, longest_int32_age);
  if (config.preflight_status != 204) {
    text += fmt::format("\tOptionsSuccessStatus: {},\n", config.preflight_status);
  }
  return text + "}).Handler(mux)\n" + refuse_options(config) + go_timing(config);
}

}  // namespace corsage::platforms
