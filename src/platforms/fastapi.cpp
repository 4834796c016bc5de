#include "header_lines.hpp"
#include "policy_words.hpp"
#include "regular_expression.hpp"
#include "renderers.hpp"

#include <fmt/format.h>

namespace corsage::platforms {
namespace {

constexpr Requested requested{.method = "asked['access-control-request-method']",
                              .headers = "asked.get('access-control-request-headers', '')"};

std::string string(std::string_view text) {
  return quoted(text, '\'');
}

std::string origins(policy::Config const& config) {
  if (origin_rule(config) != OriginRule::listed) {
    return {};
  }
  if (has_patterns(config)) {
    return fmt::format("\nCORS_ORIGINS = re.compile(r'{}')\n", regular_expression_of(config.origins));
  }
  std::string text = "\nCORS_ORIGINS = {\n";
  for (auto const& origin : config.origins) {
    text += fmt::format("    {},\n", string(origin));
  }
  return text + "}\n";
}

std::string condition(policy::Config const& config) {
  if (origin_rule(config) == OriginRule::reflected) {
    return "'origin' in asked";
  }
  return has_patterns(config) ? "CORS_ORIGINS.fullmatch(asked.get('origin', ''))"
                              : "asked.get('origin') in CORS_ORIGINS";
}

std::string allow_origin(policy::Config const& config) {
  if (!names_who_asks(config)) {
    return fmt::format("    headers['Access-Control-Allow-Origin'] = {}\n", string(config.origins.front()));
  }
  auto text = fmt::format("    if {}:\n", condition(config));
  for (auto const name : origin_headers(config)) {
    text += fmt::format("        headers['{}'] = asked['origin']\n", name);
  }
  return text;
}

std::string set(HeaderLine const& line, std::string_view indent) {
  if (line.name == "Vary") {
    return fmt::format(
        "{0}if 'origin' not in ','.join(headers.getlist('vary')).lower().replace(' ', '').split(','):\n"
        "{0}    headers.append('Vary', 'Origin')\n",
        indent);
  }
  return fmt::format("{}headers['{}'] = {}\n", indent, line.name,
                     line.kind == ValueKind::requested ? line.value : string(line.value));
}

std::string add_cors(policy::Config const& config, std::vector<HeaderLine> const& preflight) {
  std::string text = "def add_cors(asked, is_preflight, headers):\n";
  for (auto const name : owned_headers(config)) {
    text += fmt::format("    del headers['{}']\n", name);
  }
  text += allow_origin(config);
  for (auto const& line : answer_lines(config)) {
    text += set(line, "    ");
  }
  if (!preflight.empty()) {
    text += "    if is_preflight:\n" + comment_on_methods("        #", config);
    for (auto const& line : preflight) {
      text += set(line, "        ");
    }
  }
  return text + "\n\n";
}

std::string wrapper(policy::Config const& config, Preflights preflights) {
  std::string text =
      "class Cors:\n"
      "    def __init__(self, app):\n"
      "        self.app = app\n"
      "\n"
      "    async def __call__(self, scope, receive, send):\n"
      "        if scope['type'] != 'http':\n"
      "            return await self.app(scope, receive, send)\n"
      "        asked = Headers(scope=scope)\n"
      "        is_preflight = (scope['method'] == 'OPTIONS' and 'origin' in asked\n"
      "                        and 'access-control-request-method' in asked)\n"
      "\n"
      "        async def send_with_cors(message):\n"
      "            if message['type'] == 'http.response.start':\n"
      "                headers = MutableHeaders(raw=list(message.get('headers', [])))\n"
      "                add_cors(asked, is_preflight, headers)\n"
      "                message = {**message, 'headers': headers.raw}\n"
      "            await send(message)\n"
      "\n";
  if (preflights == Preflights::answer) {
    text += fmt::format(
        "        if is_preflight:\n"
        "            await send_with_cors({{'type': 'http.response.start', 'status': {}}})\n"
        "            return await send_with_cors({{'type': 'http.response.body'}})\n",
        config.preflight_status);
  }
  return text + "        await self.app(scope, receive, send_with_cors)\n";
}

}  // namespace

// https://asgi.readthedocs.io/en/latest/specs/www.html
Result<std::string> render_fastapi(policy::Config const& config, Place const& place) {
  if (auto mistakes = mistakes_of(config, Patterns::written); !mistakes.empty()) {
    return std::unexpected(std::move(mistakes));
  }
  bool const answers_preflights = place.preflights == Preflights::answer;
  auto text = comment_on_replaced(
      "#", place.replaced, "# Take out what sets it: CORSMiddleware, a route's headers, or the proxy in front.\n");
  text += "# At the end of the module, around everything: what app.add_middleware adds stands\n";
  text += "# inside of the answer to an exception that nobody handles. In place of\n";
  text += "# CORSMiddleware, which lets pages send any Content-Type whatever its list says.\n";
  text += has_patterns(config) ? "import re\n\n" : "";
  text += "from starlette.datastructures import Headers, MutableHeaders\n";
  text += origins(config) + "\n\n";
  text += add_cors(config, answers_preflights ? preflight_only_lines(config, requested) : std::vector<HeaderLine>());
  text += wrapper(config, place.preflights);
  return text + "\n\napp = Cors(app)\n";
}

}  // namespace corsage::platforms
