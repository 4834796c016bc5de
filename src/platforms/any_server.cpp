#include "header_lines.hpp"
#include "policy_words.hpp"
#include "renderers.hpp"

#include <fmt/format.h>

namespace corsage::platforms {
namespace {

constexpr Requested requested{.method = "(the value of Access-Control-Request-Method)",
                              .headers = "(the value of Access-Control-Request-Headers)"};

std::string_view reason_phrase(int status) {
  return status == 204 ? " No Content" : status == 200 ? " OK" : "";
}

std::string origin_value(policy::Config const& config) {
  switch (origin_rule(config)) {
    case OriginRule::everybody:
    case OriginRule::one: return origins_of(config).front();
    case OriginRule::reflected: return "(the request's Origin)";
    case OriginRule::listed: break;
  }
  return "(the request's Origin, if it is in the list)";
}

void add_lines(std::string& text, std::string_view origin, std::vector<std::string_view> const& origin_names,
               std::vector<HeaderLine> const& lines) {
  for (auto const name : origin_names) {
    text += fmt::format("{}: {}\n", name, origin);
  }
  for (auto const& line : lines) {
    text += fmt::format("{}: {}\n", line.name, line.value);
  }
}

}  // namespace

Result<std::string> render_any_server(policy::Config const& config, Place const& place) {
  if (auto mistakes = mistakes_of(config, Patterns::written); !mistakes.empty()) {
    return std::unexpected(std::move(mistakes));
  }
  auto const origin = origin_value(config);
  auto const names = origin_headers(config);
  auto text = comment_on_replaced("#", place.replaced, "");
  if (origin_rule(config) == OriginRule::listed) {
    text += "# The list of origins. For any other send no Access-Control-Allow-Origin.\n";
    text += has_patterns(config) ? "# '*.' is one label of a host, '**.' one or several, ':*' any port.\n" : "";
    for (auto const& listed : origins_of(config)) {
      text += fmt::format("#   {}\n", listed);
    }
    text += "\n";
  }
  if (place.preflights == Preflights::answer) {
    text += comment_on_methods("#", config);
    text += "# Answer OPTIONS, before authentication, with\n";
    text += fmt::format("HTTP/1.1 {}{}\n", config.preflight_status, reason_phrase(config.preflight_status));
    add_lines(text, origin, {names.front()}, preflight_lines(config, requested));
    text += "\n# and add to every other answer that pages get, errors included,\n";
  } else {
    text += "# Add to every answer that pages get, errors included,\n";
  }
  text += "# each header once and in one place only:\n";
  add_lines(text, origin, names, answer_lines(config));
  return text;
}

}  // namespace corsage::platforms
