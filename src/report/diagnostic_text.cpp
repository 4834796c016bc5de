#include "corsage/report/diagnostic_text.hpp"

#include <algorithm>
#include <string_view>

#include "corsage/http/secrets.hpp"

#include <fmt/format.h>

namespace corsage::report {
namespace {

std::string filled(std::string_view sentence, std::string_view mark, std::string_view value, http::Secrets secrets) {
  std::string text(sentence);
  if (auto const place = text.find(mark); place != std::string::npos) {
    text.replace(place, mark.size(), visible(http::shown_url(value, secrets)));
  }
  return text;
}

std::string what_happened(Diagnostic const& diagnostic, http::Secrets secrets) {
  return filled(filled(title(diagnostic.code), "{expected}", diagnostic.expected, secrets), "{value}", diagnostic.value,
                secrets);
}

std::string what_is_right(Diagnostic const& diagnostic, http::Secrets secrets) {
  return filled(help(diagnostic.code), "{expected}", diagnostic.expected, secrets);
}

std::string place(SourceRange const& range) {
  if (range.line != 0) {
    return fmt::format("{}:{}:{}: ", range.source.view(), range.line, range.column);
  }
  return range.source.empty() ? std::string() : fmt::format("{}: ", range.source.view());
}

/// The part of a source line that fits beside its number, with the mistake in it.
struct Window {
  std::string before;
  std::string mistake;
  std::string after;
};

/// With each tab as one space: so columns are bytes, and no terminal moves what stands below.
std::string visible_without_tabs(std::string_view part) {
  std::string shown(part);
  std::ranges::replace(shown, '\t', ' ');
  return visible(shown);
}

/// A line of the input as it may be shown, and where in that the mistake stands.
struct ShownLine {
  std::string text;
  std::size_t start = 0;
  std::size_t length = 0;
};

/// A text with what stands between white space and quotation marks as URLs that people type: they leave out the scheme.
std::string without_typed_secrets(std::string_view text, http::Secrets secrets) {
  constexpr std::string_view between = " \t\"'<>";
  std::string shown;
  while (!text.empty()) {
    auto const start = std::min(text.find_first_not_of(between), text.size());
    auto const end = std::min(text.find_first_of(between, start), text.size());
    shown.append(text.substr(0, start)).append(http::shown_url(text.substr(start, end - start), secrets));
    text.remove_prefix(end);
  }
  return shown;
}

/// A list's line is a URL, whoever wrote it; what has white space in it holds more.
std::string without_secrets(std::string_view line, http::Secrets secrets) {
  bool const is_url = line.find_first_of(" \t") == std::string_view::npos;
  return is_url ? http::shown_url(line, secrets) : without_typed_secrets(http::shown_text(line, secrets), secrets);
}

/// Where all of what is wrong is a URL it is masked as one, white space or not.
std::string without_secrets(Diagnostic const& diagnostic, http::Secrets secrets) {
  auto const line = diagnostic.range.text.view();
  std::string_view const value = diagnostic.value;
  auto const place = diagnostic.code == DiagnosticCode::url_invalid ? line.find(value) : std::string_view::npos;
  if (place == std::string_view::npos) {
    return without_secrets(line, secrets);
  }
  return without_secrets(line.substr(0, place), secrets)
      .append(without_typed_secrets(http::shown_url(value, secrets), secrets))
      .append(without_secrets(line.substr(place + value.size()), secrets));
}

/// Where secrets are masked in front of the mistake it is found by what is behind it, and the other way round; a mistake
/// within a secret is all of the line.
ShownLine shown_line(Diagnostic const& diagnostic, http::Secrets secrets) {
  auto const& range = diagnostic.range;
  auto const line = range.text.view();
  auto const start = std::min(range.column == 0 ? 0 : range.column - 1, line.size());
  auto const length = std::min(range.length, line.size() - start);
  ShownLine shown{.text = without_secrets(diagnostic, secrets), .start = start, .length = length};
  if (shown.text.starts_with(line.substr(0, start + length))) {
    return shown;
  }
  auto const behind = line.size() - start - length;
  bool const begins_alike = shown.text.starts_with(line.substr(0, start));
  bool const has_mistake_alike = shown.text.ends_with(line.substr(start));
  bool const ends_alike = shown.text.ends_with(line.substr(start + length));
  shown.start = begins_alike ? start : has_mistake_alike ? shown.text.size() - behind - length : 0;
  shown.length = std::max(shown.start, ends_alike ? shown.text.size() - behind : shown.text.size()) - shown.start;
  return shown;
}

Window window(ShownLine const& shown, std::size_t columns) {
  auto const line = std::string_view(shown.text);
  auto const start = shown.start;
  auto const length = std::min(shown.length, columns / 2);
  // What does not fit is left out: in front of the mistake first, as much as keeps a third of the line for it.
  auto const most_before = columns / 3;
  auto const before = std::min(start, most_before);
  auto const after = std::min(line.size() - start - length, columns - before - length);
  return {.before = visible_without_tabs(line.substr(start - before, before)),
          .mistake = visible_without_tabs(line.substr(start, length)),
          .after = visible_without_tabs(line.substr(start + length, after))};
}

void show_source(TerminalText& text, Diagnostic const& diagnostic, http::Secrets secrets) {
  auto const number = fmt::format("{:>5}", diagnostic.range.line);
  auto const gutter = std::string(number.size(), ' ');
  auto const used = number.size() + 3;
  auto const shown =
      window(shown_line(diagnostic, secrets), text.look().width > used + 20 ? text.look().width - used : 20);
  text.line({{number + " | ", Role::faint}, {shown.before}, {shown.mistake, Role::strong}, {shown.after}});
  auto const carets = std::max<std::size_t>(1, display_width(shown.mistake));
  text.line({{gutter + " | ", Role::faint},
             {std::string(display_width(shown.before), ' ')},
             {std::string(carets, '^'), Role::bad}});
}

}  // namespace

std::string diagnostic_message(Diagnostic const& diagnostic, http::Secrets secrets) {
  auto const right = what_is_right(diagnostic, secrets);
  return what_happened(diagnostic, secrets) + (right.empty() ? "" : "; ") + right;
}

std::string diagnostic_line(Diagnostic const& diagnostic, http::Secrets secrets) {
  return place(diagnostic.range) + diagnostic_message(diagnostic, secrets);
}

std::string diagnostic_text(Diagnostics const& diagnostics, Look const& look, std::string_view kind,
                            http::Secrets secrets) {
  TerminalText text(look);
  for (auto const& diagnostic : diagnostics) {
    auto const& range = diagnostic.range;
    if (range.line == 0 || range.text.empty()) {
      text.line({{place(range) + std::string(kind) + diagnostic_message(diagnostic, secrets)}});
      continue;
    }
    text.line({{place(range) + std::string(kind), Role::strong}, {what_happened(diagnostic, secrets)}});
    show_source(text, diagnostic, secrets);
    if (auto const right = what_is_right(diagnostic, secrets); !right.empty()) {
      text.paragraph({{right}}, {.first = {{"      = ", Role::faint}}, .columns = 8});
    }
  }
  return text.str();
}

}  // namespace corsage::report
