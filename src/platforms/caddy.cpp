#include <algorithm>

#include "header_lines.hpp"
#include "policy_words.hpp"
#include "regular_expression.hpp"
#include "renderers.hpp"

#include <fmt/format.h>

namespace corsage::platforms {
namespace {

constexpr Requested requested{.method = "{header.Access-Control-Request-Method}",
                              .headers = "{header.Access-Control-Request-Headers}"};

/// In quotation marks a backslash is one, unless a quotation mark follows.
std::string string(std::string_view text) {
  std::string escaped;
  for (char const byte : text) {
    escaped.append(byte == '"' ? "\\" : "").append(1, byte);
  }
  return '"' + escaped + '"';
}

std::string origins(policy::Config const& config) {
  if (!names_who_asks(config)) {
    return {};
  }
  std::string text = "    @cors_origin {\n";
  if (origin_rule(config) == OriginRule::reflected) {
    text += "        header Origin *\n";
  } else if (has_patterns(config)) {
    // Of these one matcher can have one only.
    text += fmt::format("        header_regexp Origin {}\n",
                        string("^" + regular_expression_of(patterns_of(config)) + "$"));
  } else {
    for (auto const& origin : origins_of(config)) {
      text += fmt::format("        header Origin {}\n", string(origin));
    }
  }
  return text + "    }\n";
}

std::string set(policy::Config const& config, std::string_view defer) {
  std::string text;
  if (names_who_asks(config)) {
    text += "    header @cors_origin {\n";
    for (auto const name : origin_headers(config)) {
      text += fmt::format("        {} {{header.Origin}}\n", name);
    }
    text += std::string(defer) + "    }\n";
  }
  std::string fields;
  if (!names_who_asks(config)) {
    fields += fmt::format("        Access-Control-Allow-Origin {}\n", string(origins_of(config).front()));
  }
  for (auto const& line : answer_lines(config)) {
    if (line.name != "Vary") {
      fields += fmt::format("        {} {}\n", line.name, string(line.value));
    }
  }
  return fields.empty() ? text : text + fmt::format("    header {{\n{}{}    }}\n", fields, defer);
}

std::string set_vary(policy::Config const& config) {
  auto const lines = answer_lines(config);
  bool const varies = std::ranges::find(lines, "Vary", &HeaderLine::name) != lines.end();
  return varies ? "    header +Vary Origin\n" : "";
}

std::string remove_upstream(policy::Config const& config) {
  std::string text = "    header {\n";
  for (auto const name : owned_headers(config)) {
    text += fmt::format("        -{}\n", name);
  }
  return text + "        defer\n    }\n";
}

std::string preflight(policy::Config const& config) {
  std::string text =
      "\n"
      "    @cors_preflight {\n"
      "        method OPTIONS\n"
      "        header Origin *\n"
      "        header Access-Control-Request-Method *\n"
      "    }\n";
  text += comment_on_methods("    #", config);
  for (auto const& line : preflight_only_lines(config, requested)) {
    text += fmt::format("    header @cors_preflight {} {}\n", line.name,
                        line.kind == ValueKind::requested ? line.value : string(line.value));
  }
  return text + fmt::format("    respond @cors_preflight {}\n", config.preflight_status);
}

}  // namespace

// https://caddyserver.com/docs/caddyfile/directives/header
Result<std::string> render_caddy(policy::Config const& config, Place const& place) {
  if (auto mistakes = mistakes_of(config, Patterns::written); !mistakes.empty()) {
    return std::unexpected(std::move(mistakes));
  }
  auto text = comment_on_replaced("#", place.replaced,
                                  "# Take out the header line that sets it; what the server behind sets is deleted\n"
                                  "# below.\n");
  text += "# In the site's block, around what it does: 'route' keeps this order, so that a\n";
  text += "# preflight is answered before basicauth or forward_auth ask it for a login.\n";
  text += "route {\n" + origins(config);
  text += "    # Deferred, the first of these comes last: what the server behind says of\n";
  text += "    # CORS is deleted, then the policy's own is set.\n";
  text += set(config, "        defer\n") + remove_upstream(config);
  text += "    # Caddy's own errors are not deferred.\n";
  text += set(config, "") + set_vary(config);
  text += place.preflights == Preflights::answer ? preflight(config) : "";
  text += "\n    # reverse_proxy, file_server: what the site does already\n}\n";
  return text;
}

}  // namespace corsage::platforms
