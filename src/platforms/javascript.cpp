#include "javascript.hpp"

#include "header_lines.hpp"
#include "policy_words.hpp"
#include "regular_expression.hpp"

#include <fmt/format.h>

namespace corsage::platforms {
namespace {

constexpr Requested requested{.method = "request.headers.get('Access-Control-Request-Method')",
                              .headers = "request.headers.get('Access-Control-Request-Headers') ?? ''"};

std::string string(std::string_view text) {
  return quoted(text, '\'');
}

std::string condition(policy::Config const& config) {
  if (origin_rule(config) == OriginRule::reflected) {
    return "origin !== null";
  }
  return has_patterns(config) ? "corsOrigins.test(origin ?? '')" : "corsOrigins.includes(origin)";
}

std::string allow_origin(policy::Config const& config) {
  if (!names_who_asks(config)) {
    return fmt::format("  headers.set('Access-Control-Allow-Origin', {})\n", string(config.origins.front()));
  }
  auto text = fmt::format("  const origin = request.headers.get('Origin')\n  if ({}) {{\n", condition(config));
  for (auto const name : origin_headers(config)) {
    text += fmt::format("    headers.set('{}', origin)\n", name);
  }
  return text + "  }\n";
}

std::string set(HeaderLine const& line, std::string_view indent) {
  if (line.name == "Vary") {
    return fmt::format(
        "{0}if (!/(^|,)\\s*origin\\s*(,|$)/i.test(headers.get('Vary') ?? '')) {{\n"
        "{0}  headers.append('Vary', 'Origin')\n"
        "{0}}}\n",
        indent);
  }
  return fmt::format("{}headers.set('{}', {})\n", indent, line.name,
                     line.kind == ValueKind::requested ? line.value : string(line.value));
}

}  // namespace

std::string javascript_regular_expression(std::vector<std::string> const& origins) {
  std::string text = "/^";
  for (char const byte : regular_expression_of(origins)) {
    text.append(byte == '/' ? "\\" : "").append(1, byte);
  }
  return text + "$/";
}

std::string javascript_entries(std::vector<std::string> const& origins) {
  std::string text;
  for (auto const& origin : origins) {
    text.append(text.empty() ? "" : ", ");
    text += is_pattern(origin) ? javascript_regular_expression({origin}) : string(origin);
  }
  return text;
}

std::string javascript_origins(policy::Config const& config) {
  if (origin_rule(config) != OriginRule::listed) {
    return {};
  }
  if (has_patterns(config)) {
    return fmt::format("const corsOrigins = {}\n\n", javascript_regular_expression(config.origins));
  }
  std::string text = "const corsOrigins = [\n";
  for (auto const& origin : config.origins) {
    text += fmt::format("  {},\n", string(origin));
  }
  return text + "]\n\n";
}

std::string javascript_is_preflight() {
  return "function isPreflight(request) {\n"
         "  return request.method === 'OPTIONS' && request.headers.has('Origin') &&\n"
         "    request.headers.has('Access-Control-Request-Method')\n"
         "}\n\n";
}

std::string javascript_function(policy::Config const& config, Place const& place) {
  std::string text = "function addCors(request, headers) {\n";
  for (auto const name : owned_headers(config)) {
    text += fmt::format("  headers.delete('{}')\n", name);
  }
  text += allow_origin(config);
  for (auto const& line : answer_lines(config)) {
    text += set(line, "  ");
  }
  auto const preflight = preflight_only_lines(config, requested);
  if (place.preflights == Preflights::answer && !preflight.empty()) {
    text += "  if (isPreflight(request)) {\n" + comment_on_methods("    //", config);
    for (auto const& line : preflight) {
      text += set(line, "    ");
    }
    text += "  }\n";
  }
  return text + "}\n\n";
}

}  // namespace corsage::platforms
