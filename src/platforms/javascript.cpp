#include "javascript.hpp"

#include "corsage/base/bytes.hpp"
#include "header_lines.hpp"
#include "policy_words.hpp"
#include "regular_expression.hpp"

#include <fmt/format.h>

namespace corsage::platforms {
namespace {

/// How one of the two says the same things.
struct Words {
  std::string_view parameter;  ///< what addCors changes
  std::string_view set;
  std::string_view erase;
  std::string_view asked;  ///< a header of the request
  std::string_view has;    ///< whether the request has it
  bool is_lower_case;      ///< how the request names headers
  std::string_view vary;   ///< adds Origin to Vary
};

constexpr Words fetch_words{.parameter = "headers",
                            .set = "headers.set",
                            .erase = "headers.delete",
                            .asked = "request.headers.get('{}')",
                            .has = "request.headers.has('{}')",
                            .is_lower_case = false,
                            .vary =
                                "{0}if (!/(^|,)\\s*origin\\s*(,|$)/i.test(headers.get('Vary') ?? '')) {{\n"
                                "{0}  headers.append('Vary', 'Origin')\n"
                                "{0}}}\n"};

constexpr Words node_words{.parameter = "response",
                           .set = "response.setHeader",
                           .erase = "response.removeHeader",
                           .asked = "request.headers['{}']",
                           .has = "'{}' in request.headers",
                           .is_lower_case = true,
                           .vary =
                               "{0}const vary = String(response.getHeader('Vary') ?? '')\n"
                               "{0}if (!/(^|,)\\s*origin\\s*(,|$)/i.test(vary)) {{\n"
                               "{0}  response.setHeader('Vary', vary ? vary + ', Origin' : 'Origin')\n"
                               "{0}}}\n"};

Words const& words_of(JavascriptApi api) {
  return api == JavascriptApi::fetch ? fetch_words : node_words;
}

std::string of_request(std::string_view form, Words const& words, std::string_view name) {
  return fmt::format(fmt::runtime(form), words.is_lower_case ? byte_lowercase(name) : std::string(name));
}

std::string string(std::string_view text) {
  return quoted(text, '\'');
}

std::string condition(policy::Config const& config) {
  if (origin_rule(config) == OriginRule::reflected) {
    return "origin";
  }
  return has_patterns(config) ? "corsOrigins.test(origin ?? '')" : "corsOrigins.includes(origin)";
}

std::string allow_origin(policy::Config const& config, Words const& words) {
  if (!names_who_asks(config)) {
    return fmt::format("  {}('Access-Control-Allow-Origin', {})\n", words.set, string(origins_of(config).front()));
  }
  auto text =
      fmt::format("  const origin = {}\n  if ({}) {{\n", of_request(words.asked, words, "Origin"), condition(config));
  for (auto const name : origin_headers(config)) {
    text += fmt::format("    {}('{}', origin)\n", words.set, name);
  }
  return text + "  }\n";
}

std::string set(HeaderLine const& line, std::string_view indent, Words const& words) {
  if (line.name == "Vary") {
    return fmt::format(fmt::runtime(words.vary), indent);
  }
  return fmt::format("{}{}('{}', {})\n", indent, words.set, line.name,
                     line.kind == ValueKind::requested ? line.value : string(line.value));
}

std::string regular_expression(policy::Config const& config) {
  std::string text = "/^";
  for (char const byte : regular_expression_of(patterns_of(config))) {
    text.append(byte == '/' ? "\\" : "").append(1, byte);
  }
  return text + "$/";
}

}  // namespace

std::string javascript_origins(policy::Config const& config) {
  if (origin_rule(config) != OriginRule::listed) {
    return {};
  }
  if (has_patterns(config)) {
    return fmt::format("const corsOrigins = {}\n\n", regular_expression(config));
  }
  std::string text = "const corsOrigins = [\n";
  for (auto const& origin : origins_of(config)) {
    text += fmt::format("  {},\n", string(origin));
  }
  return text + "]\n\n";
}

std::string javascript_is_preflight(JavascriptApi api) {
  auto const& words = words_of(api);
  return fmt::format(
      "function isPreflight(request) {{\n"
      "  return request.method === 'OPTIONS' && {} &&\n"
      "    {}\n"
      "}}\n\n",
      of_request(words.has, words, "Origin"), of_request(words.has, words, "Access-Control-Request-Method"));
}

std::string javascript_function(policy::Config const& config, Place const& place, JavascriptApi api) {
  auto const& words = words_of(api);
  auto text = fmt::format("function addCors(request, {}) {{\n", words.parameter);
  for (auto const name : owned_headers(config)) {
    text += fmt::format("  {}('{}')\n", words.erase, name);
  }
  text += allow_origin(config, words);
  for (auto const& line : answer_lines(config)) {
    text += set(line, "  ", words);
  }
  auto const method = of_request(words.asked, words, "Access-Control-Request-Method");
  auto const headers = of_request(words.asked, words, "Access-Control-Request-Headers") + " ?? ''";
  auto const preflight = preflight_only_lines(config, {.method = method, .headers = headers});
  if (place.preflights == Preflights::answer && !preflight.empty()) {
    text += "  if (isPreflight(request)) {\n" + comment_on_methods("    //", config);
    for (auto const& line : preflight) {
      text += set(line, "    ", words);
    }
    text += "  }\n";
  }
  return text + "}\n\n";
}

std::string node_functions(policy::Config const& config, Place const& place, std::string_view before) {
  auto text = fmt::format("// npm install on-headers\n{}const onHeaders = require('on-headers')\n\n", before);
  text += javascript_origins(config);
  text += place.preflights == Preflights::answer ? javascript_is_preflight(JavascriptApi::node) : "";
  return text + javascript_function(config, place, JavascriptApi::node);
}

}  // namespace corsage::platforms
