#include <algorithm>

#include "header_lines.hpp"
#include "policy_words.hpp"
#include "regular_expression.hpp"
#include "renderers.hpp"

#include <fmt/format.h>

namespace corsage::platforms {
namespace {

// Answers know nothing of their request but what variables keep of it.
constexpr Requested requested{.method = "%[var(txn.cors_method)]", .headers = "%[var(txn.cors_headers)]"};

/// A word in double quotation marks, in which HAProxy expands variables of the environment.
std::string word(std::string_view text) {
  std::string escaped;
  for (char const byte : text) {
    if (byte == '"' || byte == '\\' || byte == '$') {
      escaped += '\\';
    }
    escaped += byte;
  }
  return '"' + escaped + '"';
}

/// A header's value, in which a percent sign begins a variable of HAProxy's.
std::string value_of(HeaderLine const& line) {
  if (line.kind == ValueKind::requested) {
    return word(line.value);
  }
  return word(with_doubled(line.value, '%'));
}

std::string variables(policy::Config const& config, std::vector<HeaderLine> const& preflight) {
  auto const keeps = [&](std::string_view value) {
    return std::ranges::find(preflight, value, &HeaderLine::value) != preflight.end();
  };
  std::string text;
  if (names_who_asks(config)) {
    text += "http-request set-var(txn.cors_origin) req.fhdr(Origin)\n";
  }
  if (keeps(requested.method)) {
    text += "http-request set-var(txn.cors_method) req.fhdr(Access-Control-Request-Method)\n";
  }
  if (keeps(requested.headers)) {
    text += "http-request set-var(txn.cors_headers) req.fhdr(Access-Control-Request-Headers)\n";
  }
  return text.empty() ? text : "# Answers know nothing of their request but what variables keep of it.\n" + text;
}

/// A line each: HAProxy takes 64 words in one.
std::string origins(policy::Config const& config) {
  std::string text;
  if (origin_rule(config) == OriginRule::listed) {
    for (auto const& origin : patterns_of(config)) {
      text += is_pattern(origin) ? fmt::format("acl cors_origin var(txn.cors_origin) -m reg {}\n",
                                               word("^" + regular_expression_of(origin) + "$"))
                                 : fmt::format("acl cors_origin var(txn.cors_origin) -m str {}\n", word(origin.text()));
    }
  } else if (origin_rule(config) == OriginRule::reflected) {
    text += "acl cors_origin var(txn.cors_origin) -m found\n";
  }
  return text;
}

std::string return_to_preflight(policy::Config const& config) {
  return fmt::format(
      "http-request set-var(txn.cors_preflight) bool(true) if METH_OPTIONS {{ req.fhdr(Origin) -m found }}"
      " {{ req.fhdr(Access-Control-Request-Method) -m found }}\n"
      "acl cors_preflight var(txn.cors_preflight) -m bool\n"
      "http-request return status {} if cors_preflight\n",
      config.preflight_status);
}

std::string remove_upstream(policy::Config const& config) {
  std::string text = "# The same headers from the server behind would be doubled, or allow more.\n";
  for (auto const name : owned_headers(config)) {
    text += fmt::format("http-after-response del-header {}\n", name);
  }
  return text;
}

std::string set(HeaderLine const& line, std::string_view condition) {
  // Without a double where the server behind says it already.
  if (line.name == "Vary") {
    return "http-after-response add-header Vary \"Origin\" unless { res.hdr(Vary) -i -m str origin }\n";
  }
  return fmt::format("http-after-response set-header {} {}{}\n", line.name, value_of(line), condition);
}

std::string set_origin(policy::Config const& config) {
  if (!names_who_asks(config)) {
    return set({.name = "Access-Control-Allow-Origin", .value = origins_of(config).front()}, "");
  }
  std::string text;
  for (auto const name : origin_headers(config)) {
    text += set({.name = name, .value = "%[var(txn.cors_origin)]", .kind = ValueKind::requested}, " if cors_origin");
  }
  return text;
}

}  // namespace

// https://docs.haproxy.org/2.6/configuration.html
Result<std::string> render_haproxy(policy::Config const& config, Place const& place) {
  if (auto mistakes = mistakes_of(config, Patterns::written); !mistakes.empty()) {
    return std::unexpected(std::move(mistakes));
  }
  bool const answers_preflights = place.preflights == Preflights::answer;
  auto const preflight = answers_preflights ? preflight_only_lines(config, requested) : std::vector<HeaderLine>();
  auto text = comment_on_replaced("#", place.replaced,
                                  "# Take out the line that sets it; what the server behind sets is deleted below.\n");
  text += "# In the frontend, before every http-request auth and deny. Since HAProxy 2.2.\n";
  text += variables(config, preflight) + origins(config);
  if (answers_preflights) {
    text += "# The preflight.\n" + return_to_preflight(config);
  }
  text += remove_upstream(config);
  text += "# 'http-response' would leave out HAProxy's own answers: 503, and 'return'.\n";
  text += set_origin(config);
  for (auto const& line : answer_lines(config)) {
    text += set(line, "");
  }
  if (!preflight.empty()) {
    text += comment_on_methods("#", config);
  }
  for (auto const& line : preflight) {
    text += set(line, " if cors_preflight");
  }
  return text;
}

}  // namespace corsage::platforms
