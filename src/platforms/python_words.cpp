#include "python_words.hpp"

#include "header_lines.hpp"
#include "policy_words.hpp"
#include "regular_expression.hpp"

#include <fmt/format.h>

namespace corsage::platforms {
namespace {

std::string string(std::string_view text) {
  return quoted(text, '\'');
}

std::string condition(policy::Config const& config, PythonWords const& words) {
  if (origin_rule(config) == OriginRule::reflected) {
    return fmt::format("'Origin' in {}", words.asked);
  }
  return has_patterns(config) ? fmt::format("CORS_ORIGINS.fullmatch({}.get('Origin', ''))", words.asked)
                              : fmt::format("{}.get('Origin') in CORS_ORIGINS", words.asked);
}

std::string allow_origin(policy::Config const& config, PythonWords const& words) {
  if (!names_who_asks(config)) {
    return fmt::format("    {}['Access-Control-Allow-Origin'] = {}\n", words.answer,
                       string(origins_of(config).front()));
  }
  auto text = fmt::format("    if {}:\n", condition(config, words));
  for (auto const name : origin_headers(config)) {
    text += fmt::format("        {}['{}'] = {}['Origin']\n", words.answer, name, words.asked);
  }
  return text;
}

std::string set(HeaderLine const& line, std::string_view indent, PythonWords const& words) {
  if (line.name == "Vary") {
    return fmt::format(fmt::runtime(words.vary), indent);
  }
  return fmt::format("{}{}['{}'] = {}\n", indent, words.answer, line.name,
                     line.kind == ValueKind::requested ? line.value : string(line.value));
}

}  // namespace

std::string python_origins(policy::Config const& config) {
  if (origin_rule(config) != OriginRule::listed) {
    return {};
  }
  if (has_patterns(config)) {
    return fmt::format("\nCORS_ORIGINS = re.compile(r'{}')\n", regular_expression_of(patterns_of(config)));
  }
  std::string text = "\nCORS_ORIGINS = {\n";
  for (auto const& origin : origins_of(config)) {
    text += fmt::format("    {},\n", string(origin));
  }
  return text + "}\n";
}

std::string python_imports(policy::Config const& config, std::string_view framework) {
  return fmt::format("{}{}", has_patterns(config) ? "import re\n\n" : "", framework);
}

std::string python_preflight_rule(std::string_view method, std::string_view headers, std::size_t indent) {
  return fmt::format(
      "({0} == 'OPTIONS' and 'Origin' in {1}\n"
      "{2}and 'Access-Control-Request-Method' in {1})",
      method, headers, std::string(indent, ' '));
}

std::string python_is_preflight(std::string_view parameter) {
  return fmt::format("def is_preflight({}):\n    return {}\n\n\n", parameter,
                     python_preflight_rule("request.method", "request.headers", 12));
}

std::string python_function(policy::Config const& config, Place const& place, PythonWords const& words) {
  std::string text(words.declaration);
  for (auto const name : owned_headers(config)) {
    text.append("    ").append(fmt::format(fmt::runtime(words.erase), name)).append("\n");
  }
  text += allow_origin(config, words);
  for (auto const& line : answer_lines(config)) {
    text += set(line, "    ", words);
  }
  auto const method = fmt::format("{}['Access-Control-Request-Method']", words.asked);
  auto const headers = fmt::format("{}.get('Access-Control-Request-Headers', '')", words.asked);
  auto const preflight = preflight_only_lines(config, {.method = method, .headers = headers});
  if (place.preflights == Preflights::answer && !preflight.empty()) {
    text += fmt::format("    if {}:\n", words.is_preflight) + comment_on_methods("        #", config);
    for (auto const& line : preflight) {
      text += set(line, "        ", words);
    }
  }
  return text;
}

}  // namespace corsage::platforms
