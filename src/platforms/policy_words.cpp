#include "policy_words.hpp"

#include <algorithm>
#include <utility>

#include "corsage/base/bytes.hpp"
#include "corsage/base/joined.hpp"

#include <fmt/format.h>

namespace corsage::platforms {
namespace {

/// Every byte of the text is a letter, a digit or one of `others`; and there is one.
bool consists_of(std::string_view text, std::string_view others) {
  return !text.empty() && std::ranges::all_of(text, [others](char byte) {
    return is_ascii_alpha(byte) || is_ascii_digit(byte) || others.find(byte) != std::string_view::npos;
  });
}

bool is_written_token(std::string_view text) {
  return consists_of(text, "!#$%&'*+-.^_`|~");
}

void check_origin(std::string const& origin, policy::Config const& config, Patterns patterns, Diagnostics& mistakes) {
  auto const parsed = policy::OriginPattern::parse(origin);
  if (!parsed) {
    mistakes.insert(mistakes.end(), parsed.error().begin(), parsed.error().end());
    return;
  }
  switch (parsed->shape()) {
    case policy::OriginShape::everybody:
      mistakes.push_back(
          not_expressible("'*' beside other origins", "let it stand alone, or name each origin", {"origins", "*"}));
      return;
    case policy::OriginShape::opaque:
      if (!config.dangerously_allow_null_origin) {
        mistakes.push_back({.code = DiagnosticCode::policy_prohibited,
                            .value = "the origin 'null'",
                            .expected = "every sandboxed frame on the web has it; serve the page over http or https"});
      }
      return;
    case policy::OriginShape::exact:
    case policy::OriginShape::one_label:
    case policy::OriginShape::any_depth: break;
  }
  if (is_pattern(*parsed) && patterns == Patterns::refused) {
    mistakes.push_back(not_expressible("the pattern " + origin, "name each origin", {"origins", origin}));
  }
}

void check_origins(policy::Config const& config, Patterns patterns, Diagnostics& mistakes) {
  if (config.origins.empty()) {
    mistakes.push_back(
        not_expressible("a policy without origins", "it allows nothing, and needs no configuration", {"origins"}));
  }
  if (!is_everything(config.origins)) {
    for (auto const& origin : config.origins) {
      check_origin(origin, config, patterns, mistakes);
    }
  } else if (config.credentials && !config.dangerously_allow_any_origin_with_credentials) {
    mistakes.push_back({.code = DiagnosticCode::policy_prohibited,
                        .value = "credentials for every origin",
                        .expected = "name the origins that may use them"});
  }
}

void check_tokens(std::vector<std::string> const& tokens, DiagnosticCode code, Diagnostics& mistakes) {
  for (auto const& token : tokens) {
    if (token != "*" && !is_written_token(token)) {
      mistakes.push_back({.code = code, .value = token});
    }
  }
}

}  // namespace

Diagnostics mistakes_of(policy::Config const& config, Patterns patterns) {
  Diagnostics mistakes;
  check_origins(config, patterns, mistakes);
  check_tokens(config.methods, DiagnosticCode::method_invalid, mistakes);
  check_tokens(config.request_headers, DiagnosticCode::header_name_invalid, mistakes);
  check_tokens(config.response_headers, DiagnosticCode::header_name_invalid, mistakes);
  // With credentials browsers take `*` for a header of that name, and there is nothing else to name them all with.
  if (config.credentials && is_everything(config.response_headers)) {
    mistakes.push_back(not_expressible("exposing every response header together with credentials",
                                       "name the headers that pages read", {"response_headers", "*"}));
  }
  return mistakes;
}

Diagnostic not_expressible(std::string what, std::string instead, About about) {
  return {.code = DiagnosticCode::policy_not_expressible,
          .value = std::move(what),
          .expected = std::move(instead),
          .subject = {.key = std::string(about.key), .entry = std::move(about.entry)}};
}

bool is_pattern(policy::OriginPattern const& origin) {
  auto const& ports = origin.ports().ranges();
  bool const has_several_ports = ports.size() > 1 || (ports.size() == 1 && ports.front().first != ports.front().last);
  return origin.shape() == policy::OriginShape::everybody || origin.has_wildcard_host() || has_several_ports;
}

std::vector<policy::OriginPattern> patterns_of(policy::Config const& config) {
  std::vector<policy::OriginPattern> patterns;
  patterns.reserve(config.origins.size());
  for (auto const& origin : config.origins) {
    if (auto pattern = policy::OriginPattern::parse(origin)) {
      patterns.push_back(*std::move(pattern));
    }
  }
  return patterns;
}

std::vector<std::string> origins_of(policy::Config const& config) {
  std::vector<std::string> origins;
  for (auto const& pattern : patterns_of(config)) {
    origins.push_back(pattern.text());
  }
  return origins;
}

bool has_patterns(policy::Config const& config) {
  return !is_everything(config.origins) && std::ranges::any_of(patterns_of(config), is_pattern);
}

OriginRule origin_rule(policy::Config const& config) {
  if (is_everything(config.origins)) {
    return config.credentials ? OriginRule::reflected : OriginRule::everybody;
  }
  return config.origins.size() == 1 && !has_patterns(config) ? OriginRule::one : OriginRule::listed;
}

bool names_who_asks(policy::Config const& config) {
  return origin_rule(config) == OriginRule::listed || origin_rule(config) == OriginRule::reflected;
}

bool is_everything(std::vector<std::string> const& list) {
  return list.size() == 1 && list.front() == "*";
}

std::string escaped(std::string_view text, char quotation_mark) {
  std::string escaped;
  for (char const byte : text) {
    if (byte == quotation_mark || byte == '\\') {
      escaped += '\\';
    }
    escaped += byte;
  }
  return escaped;
}

std::string quoted(std::string_view text, char quotation_mark) {
  return quotation_mark + escaped(text, quotation_mark) + quotation_mark;
}

std::string with_doubled(std::string_view text, char doubled) {
  std::string result;
  for (char const byte : text) {
    result.append(byte == doubled ? 2 : 1, byte);
  }
  return result;
}

std::string quoted_list(std::vector<std::string> const& items, char quotation_mark) {
  std::vector<std::string> words;
  words.reserve(items.size());
  for (auto const& item : items) {
    words.push_back(quoted(item, quotation_mark));
  }
  return joined(words);
}

std::string comment_on_replaced(std::string_view mark, std::vector<std::string> const& replaced, std::string_view how) {
  if (replaced.empty()) {
    return {};
  }
  std::string text(mark);
  text.append(" Replace what is there: beside the lines below it would be sent twice, and\n");
  text.append(mark).append(" two origins, or \"true\" twice, are refused.\n");
  for (auto const& line : replaced) {
    text.append(mark).append("   ").append(line).append("\n");
  }
  return text.append(how).append("\n");
}

std::string comment_on_methods(std::string_view mark, policy::Config const& config) {
  bool const is_list = !config.methods.empty() && !is_everything(config.methods);
  return is_list ? std::string(mark).append(" GET, HEAD and POST need no leave.\n") : std::string();
}

}  // namespace corsage::platforms
