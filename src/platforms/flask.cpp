#include "header_lines.hpp"
#include "policy_words.hpp"
#include "regular_expression.hpp"
#include "renderers.hpp"

#include <fmt/format.h>

namespace corsage::platforms {
namespace {

constexpr Requested requested{.method = "request.headers['Access-Control-Request-Method']",
                              .headers = "request.headers.get('Access-Control-Request-Headers', '')"};

std::string string(std::string_view text) {
  return quoted(text, '\'');
}

std::string value_of(HeaderLine const& line) {
  return line.kind == ValueKind::requested ? line.value : string(line.value);
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

std::string is_preflight() {
  return "def is_preflight():\n"
         "    return (request.method == 'OPTIONS' and 'Origin' in request.headers\n"
         "            and 'Access-Control-Request-Method' in request.headers)\n\n\n";
}

std::string answer_preflight(policy::Config const& config) {
  return fmt::format(
      "@app.before_request\n"
      "def answer_preflight():\n"
      "    if is_preflight():\n"
      "        return '', {}\n\n\n",
      config.preflight_status);
}

std::string condition(policy::Config const& config) {
  if (origin_rule(config) == OriginRule::reflected) {
    return "'Origin' in request.headers";
  }
  return has_patterns(config) ? "CORS_ORIGINS.fullmatch(request.headers.get('Origin', ''))"
                              : "request.headers.get('Origin') in CORS_ORIGINS";
}

std::string allow_origin(policy::Config const& config) {
  if (!names_who_asks(config)) {
    return fmt::format("    response.headers['Access-Control-Allow-Origin'] = {}\n", string(config.origins.front()));
  }
  auto text = fmt::format("    if {}:\n", condition(config));
  for (auto const name : origin_headers(config)) {
    text += fmt::format("        response.headers['{}'] = request.headers['Origin']\n", name);
  }
  return text;
}

std::string set(HeaderLine const& line, std::string_view indent) {
  if (line.name == "Vary") {
    return fmt::format("{}response.vary.add('Origin')\n", indent);
  }
  return fmt::format("{}response.headers['{}'] = {}\n", indent, line.name, value_of(line));
}

std::string add_cors(policy::Config const& config, std::vector<HeaderLine> const& preflight) {
  std::string text = "@app.after_request\ndef add_cors(response):\n";
  for (auto const name : owned_headers(config)) {
    text += fmt::format("    response.headers.pop('{}', None)\n", name);
  }
  text += allow_origin(config);
  for (auto const& line : answer_lines(config)) {
    text += set(line, "    ");
  }
  if (!preflight.empty()) {
    text += "    if is_preflight():\n" + comment_on_methods("        #", config);
    for (auto const& line : preflight) {
      text += set(line, "        ");
    }
  }
  return text + "    return response\n";
}

}  // namespace

// https://flask.palletsprojects.com/en/stable/api/#flask.Flask.after_request
Result<std::string> render_flask(policy::Config const& config, Place const& place) {
  if (auto mistakes = mistakes_of(config, Patterns::written); !mistakes.empty()) {
    return std::unexpected(std::move(mistakes));
  }
  bool const answers_preflights = place.preflights == Preflights::answer;
  auto const preflight = answers_preflights ? preflight_only_lines(config, requested) : std::vector<HeaderLine>();
  auto text = comment_on_replaced("#", place.replaced,
                                  "# Take out what sets it: CORS(app), a decorator, or the proxy in front.\n");
  text += "# Right below app = Flask(...): what is registered first asks before any login and\n";
  text += "# has the last word on answers, those of error handlers included. With debug=True\n";
  text += "# an exception nobody handles is answered by the debugger, without these headers.\n";
  text += "# In place of flask-cors, which takes origins with [, * or ? for regular expressions.\n";
  text += has_patterns(config) ? "import re\n\n" : "";
  text += "from flask import request\n";
  text += origins(config) + "\n\n";
  if (answers_preflights) {
    text += is_preflight() + answer_preflight(config);
  }
  return text + add_cors(config, preflight);
}

}  // namespace corsage::platforms
