#include "corsage/report/diagnostic_text.hpp"

#include <algorithm>
#include <string_view>

#include "corsage/http/secrets.hpp"

#include <fmt/format.h>

namespace corsage::report {
namespace {

std::string filled(std::string_view sentence, std::string_view mark, std::string_view value) {
  std::string text(sentence);
  if (auto const place = text.find(mark); place != std::string::npos) {
    text.replace(place, mark.size(), visible(http::shown_url(value, http::Secrets::masked)));
  }
  return text;
}

std::string what_happened(Diagnostic const& diagnostic) {
  return filled(filled(title(diagnostic.code), "{expected}", diagnostic.expected), "{value}", diagnostic.value);
}

std::string what_is_right(Diagnostic const& diagnostic) {
  return filled(help(diagnostic.code), "{expected}", diagnostic.expected);
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

Window window(SourceRange const& range, std::size_t columns) {
  auto const line = range.text.view();
  auto const start = std::min(range.column == 0 ? 0 : range.column - 1, line.size());
  auto const length = std::min({range.length, line.size() - start, columns / 2});
  // What does not fit is left out: in front of the mistake first, as much as keeps a third of the line for it.
  auto const most_before = columns / 3;
  auto const before = std::min(start, most_before);
  auto const after = std::min(line.size() - start - length, columns - before - length);
  return {.before = visible_without_tabs(line.substr(start - before, before)),
          .mistake = visible_without_tabs(line.substr(start, length)),
          .after = visible_without_tabs(line.substr(start + length, after))};
}

void show_source(TerminalText& text, SourceRange const& range) {
  auto const number = fmt::format("{:>5}", range.line);
  auto const gutter = std::string(number.size(), ' ');
  auto const used = number.size() + 3;
  auto const shown = window(range, text.look().width > used + 20 ? text.look().width - used : 20);
  text.line({{number + " | ", Role::faint}, {shown.before}, {shown.mistake, Role::strong}, {shown.after}});
  auto const carets = std::max<std::size_t>(1, display_width(shown.mistake));
  text.line({{gutter + " | ", Role::faint},
             {std::string(display_width(shown.before), ' ')},
             {std::string(carets, '^'), Role::bad}});
}

}  // namespace

std::string diagnostic_message(Diagnostic const& diagnostic) {
  auto const right = what_is_right(diagnostic);
  return what_happened(diagnostic) + (right.empty() ? "" : "; ") + right;
}

std::string diagnostic_line(Diagnostic const& diagnostic) {
  return place(diagnostic.range) + diagnostic_message(diagnostic);
}

std::string diagnostic_text(Diagnostics const& diagnostics, Look const& look, std::string_view kind) {
  TerminalText text(look);
  for (auto const& diagnostic : diagnostics) {
    auto const& range = diagnostic.range;
    if (range.line == 0 || range.text.empty()) {
      text.line({{place(range) + std::string(kind) + diagnostic_message(diagnostic)}});
      continue;
    }
    text.line({{place(range) + std::string(kind), Role::strong}, {what_happened(diagnostic)}});
    show_source(text, range);
    if (auto const right = what_is_right(diagnostic); !right.empty()) {
      text.paragraph({{right}}, {.first = {{"      = ", Role::faint}}, .columns = 8});
    }
  }
  return text.str();
}

}  // namespace corsage::report
