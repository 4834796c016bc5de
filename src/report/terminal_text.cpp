#include "corsage/report/terminal_text.hpp"

#include <algorithm>
#include <array>

namespace corsage::report {
namespace {

/// The one place where a role gets a colour: the parameters of ECMA-48's SGR, of the terminal's own sixteen colours.
constexpr std::string_view sgr(Role role) {
  switch (role) {
    case Role::plain: return "";
    case Role::strong: return "1";
    case Role::heading: return "1;36";
    case Role::good: return "32";
    case Role::bad: return "1;31";
    case Role::mark: return "31";
    case Role::warning: return "33";
    case Role::faint: return "2";
    case Role::code: return "36";
    case Role::deciding: return "1;4;31";
  }
  return "";
}

struct SignForms {
  std::string_view unicode;
  std::string_view ascii;
};

constexpr std::array<SignForms, 9> signs{{
    {"✓", "+"},    // pass
    {"✗", "x"},    // fail
    {"!", "!"},    // warning
    {"·", "-"},    // note
    {"→", ">"},    // sent
    {"←", "<"},    // received
    {"─", "-"},    // rule
    {"·", "|"},    // separator
    {"…", "..."},  // ellipsis
}};

std::size_t width_of(Spans const& spans) {
  std::size_t width = 0;
  for (auto const& span : spans) {
    width += display_width(span.text);
  }
  return width;
}

/// Spans that no space separates: they stay on one line.
struct Word {
  Spans parts;
  std::size_t width = 0;
};

std::vector<Word> words_of(Spans const& spans) {
  std::vector<Word> words;
  bool joins = false;
  for (auto const& span : spans) {
    std::string_view rest = span.text;
    while (!rest.empty()) {
      if (rest.front() == ' ') {
        joins = false;
        rest.remove_prefix(1);
        continue;
      }
      auto const part = rest.substr(0, rest.find(' '));
      if (!joins) {
        words.emplace_back();
      }
      words.back().parts.push_back({std::string(part), span.role});
      words.back().width += display_width(part);
      joins = true;
      rest.remove_prefix(part.size());
    }
  }
  return words;
}

}  // namespace

std::string_view TerminalText::sign(Sign sign) const {
  auto const& forms = signs[static_cast<std::size_t>(sign)];
  return look_.glyphs == Glyphs::unicode ? forms.unicode : forms.ascii;
}

void TerminalText::put(std::string_view text, Role role) {
  auto const parameters = sgr(role);
  if (look_.colors == Colors::none || parameters.empty() || text.empty()) {
    text_ += text;
    return;
  }
  constexpr std::string_view reset = "\x1B[0m";
  if (role == last_role_ && text_.ends_with(reset)) {
    text_.resize(text_.size() - reset.size());
  } else {
    text_ += "\x1B[";
    text_ += parameters;
    text_ += 'm';
  }
  text_ += text;
  text_ += reset;
  last_role_ = role;
}

void TerminalText::put(Span const& span) {
  put(span.text, span.role);
}

std::string TerminalText::cut(std::string text, std::size_t columns) {
  if (fitting_bytes(text, columns) == text.size()) {
    return text;
  }
  note_cut();
  auto const ellipsis = sign(Sign::ellipsis);
  auto const room = columns - std::min(columns, display_width(ellipsis));
  auto const end = fitting_bytes(text, display_width(text) - room / 3);
  auto const tail = display_width(std::string_view(text).substr(end));
  auto const begin = fitting_bytes(text, room - std::min(room, tail));
  return text.replace(begin, end - begin, ellipsis);
}

void TerminalText::paragraph(Spans const& spans, Margin const& margin) {
  for (auto const& span : margin.first) {
    put(span);
  }
  std::size_t column = width_of(margin.first);
  if (column < margin.columns) {
    text_.append(margin.columns - column, ' ');
    column = margin.columns;
  }
  std::size_t const room = look_.width > margin.columns + 20 ? look_.width - margin.columns : 20;
  std::size_t const end = margin.columns + room;
  auto const new_line = [&] {
    text_ += '\n';
    text_.append(margin.columns, ' ');
    column = margin.columns;
  };
  Role before = Role::plain;
  bool is_first = true;
  for (auto const& word : words_of(spans)) {
    if (!is_first && column + 1 + word.width > end && column > margin.columns) {
      new_line();
    } else if (!is_first) {
      put(" ", word.parts.front().role == before ? before : Role::plain);
      ++column;
    }
    is_first = false;
    before = word.parts.back().role;
    for (auto const& part : word.parts) {
      std::string_view rest = part.text;
      while (true) {
        auto const fitting = rest.substr(0, fitting_bytes(rest, end - std::min(column, end)));
        put(fitting, part.role);
        column += display_width(fitting);
        rest.remove_prefix(fitting.size());
        if (rest.empty()) {
          break;
        }
        new_line();
      }
    }
  }
  text_ += '\n';
}

void TerminalText::line(Spans const& spans, std::size_t indent) {
  text_.append(spans.empty() ? 0 : indent, ' ');
  for (auto const& span : spans) {
    put(span);
  }
  text_ += '\n';
}

void TerminalText::line_with_end(Spans const& spans, Spans const& end, Margin const& margin) {
  auto const used = std::max(width_of(margin.first), margin.columns) + width_of(spans);
  auto const end_width = width_of(end);
  paragraph(spans, margin);
  if (used + 1 + end_width > look_.width) {
    text_.append(look_.width > end_width ? look_.width - end_width : 0, ' ');
  } else {
    text_.pop_back();
    text_.append(look_.width - used - end_width, ' ');
  }
  line(end);
}

void TerminalText::heading(std::string_view name) {
  blank();
  put(name, Role::heading);
  text_ += ' ';
  std::string rule;
  for (auto column = display_width(name) + 1; column < look_.width; ++column) {
    rule += sign(Sign::rule);
  }
  put(rule, Role::faint);
  text_ += '\n';
  blank();
}

void TerminalText::blank() {
  if (!text_.empty() && !text_.ends_with("\n\n")) {
    text_ += '\n';
  }
}

Spans marked(std::string_view text, Colors colors) {
  Spans spans;
  bool is_code = false;
  while (true) {
    auto const tick = text.find('`');
    auto const part = text.substr(0, tick);
    if (is_code && colors == Colors::none) {
      spans.push_back({"'" + std::string(part) + "'", Role::code});
    } else if (!part.empty()) {
      spans.push_back({std::string(part), is_code ? Role::code : Role::plain});
    }
    if (tick == std::string_view::npos) {
      return spans;
    }
    is_code = !is_code;
    text.remove_prefix(tick + 1);
  }
}

}  // namespace corsage::report
