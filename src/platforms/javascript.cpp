#include "javascript.hpp"

#include "header_lines.hpp"
#include "policy_words.hpp"

#include <fmt/format.h>

namespace corsage::platforms {
namespace {

constexpr Requested requested{.method = "request.headers.get('Access-Control-Request-Method')",
                              .headers = "request.headers.get('Access-Control-Request-Headers') ?? ''"};

std::string string(std::string_view text) {
  return quoted(text, '\'');
}

std::string allow_origin(policy::Config const& config) {
  std::string const set = "headers.set('Access-Control-Allow-Origin', ";
  std::string const asked = "  const origin = request.headers.get('Origin')\n";
  switch (origin_rule(config)) {
    case OriginRule::everybody:
    case OriginRule::one: return "  " + set + string(config.origins.front()) + ")\n";
    case OriginRule::listed: return asked + "  if (corsOrigins.includes(origin)) {\n    " + set + "origin)\n  }\n";
    case OriginRule::reflected: return asked + "  if (origin !== null) {\n    " + set + "origin)\n  }\n";
  }
  return {};
}

std::string set(HeaderLine const& line, std::string_view indent) {
  if (line.name == "Vary") {
    return fmt::format(
        "{0}if (!/\\borigin\\b/i.test(headers.get('Vary') ?? '')) {{\n"
        "{0}  headers.append('Vary', 'Origin')\n"
        "{0}}}\n",
        indent);
  }
  return fmt::format("{}headers.set('{}', {})\n", indent, line.name,
                     line.kind == ValueKind::requested ? line.value : string(line.value));
}

}  // namespace

std::string javascript_origins(policy::Config const& config) {
  if (origin_rule(config) != OriginRule::listed) {
    return {};
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
  for (auto const name : owned_headers) {
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
