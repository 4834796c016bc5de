#include "quote_text.hpp"

#include <algorithm>
#include <optional>
#include <string_view>

#include "why_sections.hpp"

namespace corsage::report {
namespace {

constexpr std::size_t least_columns = 24;

/// A value as it is shown: made visible, and where in it the deciding part is.
struct Shown {
  std::string text;
  std::size_t begin = 0;
  std::size_t end = 0;
};

Shown shown(Quote const& quote) {
  std::string_view const value = quote.value;
  Shown shown{.text = visible(value.substr(0, quote.offset))};
  shown.begin = shown.text.size();
  shown.text += visible(value.substr(quote.offset, quote.length));
  shown.end = shown.text.size();
  shown.text += visible(value.substr(quote.offset + quote.length));
  return shown;
}

bool is_inside_code_point(std::string_view text, std::size_t place) {
  return place < text.size() && (static_cast<unsigned char>(text[place]) & 0xC0U) == 0x80U;
}

bool is_short(Shown const& shown, std::size_t columns) {
  return fitting_bytes(shown.text, most_lines_of_value * columns) == shown.text.size();
}

/// What stands around the beginning of the deciding part, where the whole is longer than so many lines.
Shown window(Shown shown, std::size_t columns, std::string_view ellipsis) {
  if (is_short(shown, columns)) {
    return shown;
  }
  auto from = shown.begin - std::min(shown.begin, columns / 3);
  auto to = std::min(shown.text.size(), from + (most_lines_of_value - 1) * columns);
  while (is_inside_code_point(shown.text, from)) {
    --from;
  }
  while (is_inside_code_point(shown.text, to)) {
    ++to;
  }
  auto const before = from == 0 ? std::string_view() : ellipsis;
  auto const after = to == shown.text.size() ? std::string_view() : ellipsis;
  auto const place = [&](std::size_t old) { return std::clamp(old, from, to) - from + before.size(); };
  return {.text = std::string(before).append(shown.text, from, to - from).append(after),
          .begin = place(shown.begin),
          .end = place(shown.end)};
}

/// How much of `text` goes on one line of so many columns: up to a space or a comma where there is one, and never a part
/// of a code point.
std::size_t line_length(std::string_view text, std::size_t columns) {
  if (display_width(text) <= columns) {
    return text.size();
  }
  std::size_t length = std::min(text.size(), columns);
  while (length > 1 && (display_width(text.substr(0, length)) > columns || is_inside_code_point(text, length))) {
    --length;
  }
  auto const gap = text.substr(0, length).find_last_of(" ,");
  return gap == std::string_view::npos || gap < length / 2 ? length : gap + 1;
}

/// Where carets stand on a line.
struct Underline {
  std::size_t column = 0;
  std::size_t carets = 0;
};

/// Writes quoted lines and what stands below them.
class QuoteWriter {
 public:
  QuoteWriter(TerminalText& text, Role role, std::size_t indent) : text_(text), role_(role), indent_(indent) {}

  void add(Quote const& quote, std::string_view note) {
    std::string const name = quote.name.empty() ? std::string() : quote.name + ": ";
    auto const width = text_.look().width;
    column_ = indent_ + display_width(name);
    if (column_ + least_columns > width) {
      // Too narrow for both: the value goes below the name.
      text_.line({{name, Role::faint}}, indent_);
      column_ = indent_ + 2;
      add_value(shown(quote), {}, note);
      return;
    }
    add_value(shown(quote), {std::string(indent_, ' ') + name, Role::faint}, note);
  }

 private:
  void add_value(Shown const& whole, Span const& first, std::string_view note) {
    auto const room = std::max(text_.look().width, column_ + least_columns) - column_;
    auto const value = window(whole, room, text_.sign(Sign::ellipsis));
    if (!is_short(whole, room)) {
      text_.note_cut();
    }
    Underline last_mark{.column = column_};
    std::size_t start = 0;
    for (std::size_t line = 0; line == 0 || start < value.text.size(); ++line) {
      auto const length = line_length(std::string_view(value.text).substr(start), room);
      Span const margin = line == 0 && !first.text.empty() ? first : Span{std::string(column_, ' ')};
      auto const piece = strip_end(std::string_view(value.text).substr(start, length));
      add_line(value, start, start + piece.size(), margin);
      if (auto const mark = underline(value, start, start + length)) {
        bool const ends_here = value.end <= start + length;
        bool const fits = mark->column + mark->carets + 1 + display_width(note) <= text_.look().width;
        add_underline(*mark, ends_here && fits ? note : std::string_view());
        note = ends_here && fits ? std::string_view() : note;
        last_mark = *mark;
      }
      start += length;
    }
    if (!note.empty()) {
      // Below the mark, and so far to the left that it fits on one line.
      auto const width = text_.look().width;
      auto const fitting = width - std::min(width, display_width(note));
      text_.paragraph({{std::string(note), role_}},
                      {.columns = std::max(indent_, std::min(last_mark.column, fitting))});
    }
  }

  void add_line(Shown const& value, std::size_t start, std::size_t end, Span const& margin) {
    auto const part = [&](std::size_t from, std::size_t to) {
      from = std::clamp(from, start, end);
      to = std::clamp(to, start, end);
      return value.text.substr(from, to - from);
    };
    text_.line(
        {margin, {part(start, value.begin)}, {part(value.begin, value.end), Role::deciding}, {part(value.end, end)}});
  }

  /// The carets below a part of the value; nothing where none of it decides.
  std::optional<Underline> underline(Shown const& value, std::size_t start, std::size_t end) const {
    auto const from = std::clamp(value.begin, start, end);
    auto const to = std::clamp(value.end, start, end);
    bool const is_point = value.begin == value.end && value.begin >= start && value.begin <= end;
    if (from == to && !is_point) {
      return std::nullopt;
    }
    std::string_view const line(value.text);
    return Underline{.column = column_ + display_width(line.substr(start, from - start)),
                     .carets = std::max<std::size_t>(1, display_width(strip_end(line.substr(from, to - from))))};
  }

  void add_underline(Underline const& mark, std::string_view note) {
    text_.line({{std::string(mark.column, ' ')},
                {std::string(mark.carets, '^'), role_},
                {note.empty() ? "" : " "},
                {std::string(note), role_}});
  }

  static std::string_view strip_end(std::string_view text) {
    auto const last = text.find_last_not_of(' ');
    return text.substr(0, last == std::string_view::npos ? 0 : last + 1);
  }

  TerminalText& text_;
  Role role_;
  std::size_t indent_;
  std::size_t column_ = 0;
};

}  // namespace

void add_evidence(TerminalText& text, Evidence const& evidence, Role role, std::size_t indent) {
  auto const note = text.cut(evidence.note, text.look().width * most_lines_of_value);
  if (evidence.quotes.empty()) {
    if (!note.empty()) {
      text.paragraph({{note}}, {.columns = indent});
    }
    return;
  }
  QuoteWriter writer(text, role, indent);
  for (auto const& quote : evidence.quotes) {
    writer.add(quote, &quote == &evidence.quotes.back() ? std::string_view(note) : std::string_view());
  }
}

}  // namespace corsage::report
