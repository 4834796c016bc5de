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
    case OriginRule::one: return config.origins.front();
    case OriginRule::reflected: return "(the request's Origin)";
    case OriginRule::listed: break;
  }
  return "(the request's Origin, if it is in the list)";
}

void add_lines(std::string& text, policy::Config const& config, std::vector<HeaderLine> const& lines) {
  text += fmt::format("Access-Control-Allow-Origin: {}\n", origin_value(config));
  for (auto const& line : lines) {
    text += fmt::format("{}: {}\n", line.name, line.value);
  }
}

}  // namespace

Result<std::string> render_any_server(policy::Config const& config, Place const& place) {
  if (auto mistakes = mistakes_of(config); !mistakes.empty()) {
    return std::unexpected(std::move(mistakes));
  }
  auto text = comment_on_replaced("#", place.replaced, "");
  if (config.origins.size() > 1) {
    text += "# The list of origins. For any other send no Access-Control-Allow-Origin.\n";
    for (auto const& origin : config.origins) {
      text += fmt::format("#   {}\n", origin);
    }
    text += "\n";
  }
  if (place.preflights == Preflights::answer) {
    text += comment_on_methods("#", config);
    text += "# Answer OPTIONS, before authentication, with\n";
    text += fmt::format("HTTP/1.1 {}{}\n", config.preflight_status, reason_phrase(config.preflight_status));
    add_lines(text, config, preflight_lines(config, requested));
    text += "\n# and add to every other answer of this URL, errors included,\n";
  } else {
    text += "# Add to every answer of this URL, errors included,\n";
  }
  text += "# each header once and in one place only:\n";
  add_lines(text, config, answer_lines(config));
  return text;
}

}  // namespace corsage::platforms
