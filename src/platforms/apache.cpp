#include "header_lines.hpp"
#include "policy_words.hpp"
#include "regular_expression.hpp"
#include "renderers.hpp"

#include <fmt/format.h>

namespace corsage::platforms {
namespace {

// `req_novary` keeps Apache from adding what it looks at to Vary.
constexpr Requested requested{.method = "expr=%{req_novary:Access-Control-Request-Method}",
                              .headers = "expr=%{req_novary:Access-Control-Request-Headers}"};

std::string string(std::string_view text) {
  return quoted(text, '"');
}

/// A value of `Header set`, where a percent sign begins a variable.
std::string constant(std::string_view text) {
  return string(with_doubled(text, '%'));
}

std::string value_of(HeaderLine const& line) {
  return line.kind == ValueKind::constant ? constant(line.value) : string(line.value);
}

std::string origins(policy::Config const& config) {
  if (!names_who_asks(config)) {
    return {};
  }
  std::string text = "# The origins that may read.\n";
  if (origin_rule(config) == OriginRule::reflected) {
    return text + "SetEnvIf Origin \".+\" CORS_ORIGIN=$0\n\n";
  }
  for (auto const& origin : patterns_of(config)) {
    text += fmt::format("SetEnvIf Origin {} CORS_ORIGIN=$0\n", string("^" + regular_expression_of(origin) + "$"));
  }
  return text + "\n";
}

std::string preflight(policy::Config const& config) {
  return fmt::format(
      "# The preflight. '^' is every URL; '^/api/' would be those alone.\n"
      "RewriteEngine On\n"
      "RewriteCond %{{REQUEST_METHOD}} =OPTIONS\n"
      "RewriteCond %{{HTTP:Origin}} .\n"
      "RewriteCond %{{HTTP:Access-Control-Request-Method}} .\n"
      "RewriteRule ^ - [E=CORS_PREFLIGHT:1,R={},L]\n\n",
      config.preflight_status);
}

/// What an application sets stands in the table of successes, what `always` sets in the other, and both are sent.
std::string unset(policy::Config const& config) {
  std::string text =
      "# What the application says of CORS goes. Apache keeps two tables of headers and\n"
      "# sends both: 'set' here and 'always set' there would be two values.\n";
  for (auto const name : owned_headers(config)) {
    text += fmt::format("Header onsuccess unset {0}\nHeader always unset {0}\n", name);
  }
  return text + "\n";
}

std::string set(policy::Config const& config) {
  std::string text;
  if (names_who_asks(config)) {
    for (auto const name : origin_headers(config)) {
      text += fmt::format("Header always set {} \"%{{CORS_ORIGIN}}e\" env=CORS_ORIGIN\n", name);
    }
  } else {
    text += fmt::format("Header always set Access-Control-Allow-Origin {}\n", constant(origins_of(config).front()));
  }
  for (auto const& line : answer_lines(config)) {
    text += fmt::format("Header always {} {} {}\n", line.name == "Vary" ? "merge" : "set", line.name, value_of(line));
  }
  return text;
}

std::string set_for_preflight(policy::Config const& config) {
  auto text = comment_on_methods("#", config);
  for (auto const& line : preflight_only_lines(config, requested)) {
    text += fmt::format("Header always set {} {} env=CORS_PREFLIGHT\n", line.name, value_of(line));
  }
  return text;
}

}  // namespace

// https://httpd.apache.org/docs/2.4/mod/mod_headers.html
Result<std::string> render_apache(policy::Config const& config, Place const& place) {
  if (auto mistakes = mistakes_of(config, Patterns::written); !mistakes.empty()) {
    return std::unexpected(std::move(mistakes));
  }
  bool const answers_preflights = place.preflights == Preflights::answer;
  auto text = comment_on_replaced("#", place.replaced,
                                  "# Take out the Header line that sets it; what the application sets is unset\n"
                                  "# below.\n");
  text += "# a2enmod headers setenvif rewrite\n";
  text += "# In the <VirtualHost>: in a <Directory> or an .htaccess the rule for preflights\n";
  text += "# would come after the login, which a preflight never passes.\n\n";
  text += origins(config);
  text += answers_preflights ? preflight(config) : "";
  text += unset(config);
  text += "# 'always' means error answers too.\n" + set(config);
  text += answers_preflights ? set_for_preflight(config) : "";
  return text;
}

}  // namespace corsage::platforms
