#include "corsage/report/terminal_text.hpp"

#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace corsage::report {
namespace {

struct WidthRow {
  std::string name;
  std::string text;
  std::size_t width;
};

TEST(DisplayWidth, counts_columns_and_not_bytes) {
  std::vector<WidthRow> const rows{
      {.name = "nothing", .text = "", .width = 0},
      {.name = "ASCII", .text = "Origin: x", .width = 9},
      {.name = "two bytes, one column", .text = "é", .width = 1},
      {.name = "signs", .text = "✓ ✗ ─", .width = 5},
      {.name = "wide characters", .text = "東京", .width = 4},
      {.name = "a combining mark", .text = "e\u0301", .width = 1},
      {.name = "a zero width joiner", .text = "a\u200Db", .width = 2},
      {.name = "a byte that is no UTF-8", .text = "\xE9", .width = 1},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(display_width(row.text), row.width);
  }
}

struct FittingRow {
  std::string name;
  std::string text;
  std::size_t columns;
  std::size_t bytes;
};

TEST(FittingBytes, counts_whole_code_points) {
  std::vector<FittingRow> const rows{
      {.name = "all of it", .text = "abc", .columns = 3, .bytes = 3},
      {.name = "a part", .text = "abc", .columns = 2, .bytes = 2},
      {.name = "nothing", .text = "abc", .columns = 0, .bytes = 0},
      {.name = "half of a wide character does not fit", .text = "東京", .columns = 3, .bytes = 3},
      {.name = "a combining mark stays with what it marks", .text = "e\u0301e", .columns = 1, .bytes = 3},
      {.name = "bytes that are no UTF-8", .text = "\xE9\xE9\xE9", .columns = 2, .bytes = 2},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(fitting_bytes(row.text, row.columns), row.bytes);
  }
}

struct VisibleRow {
  std::string name;
  std::string bytes;
  std::string shown;
};

TEST(Visible, shows_what_a_terminal_would_obey) {
  std::vector<VisibleRow> const rows{
      {.name = "plain text stays", .bytes = "https://a.test", .shown = "https://a.test"},
      {.name = "UTF-8 stays", .bytes = "naïve 東京", .shown = "naïve 東京"},
      {.name = "an escape sequence", .bytes = "\x1B[2Jgone", .shown = "\\x1B[2Jgone"},
      {.name = "a line break and a tab", .bytes = "a\r\n\tb", .shown = "a\\x0D\\x0A\\x09b"},
      {.name = "a byte that is no UTF-8", .bytes = "caf\xE9!", .shown = "caf\\xE9!"},
      {.name = "a control character of two bytes", .bytes = "\xC2\x9B", .shown = "\\xC2\\x9B"},
      {.name = "right-to-left override", .bytes = "a\u202Eb", .shown = "a\\xE2\\x80\\xAEb"},
      {.name = "NUL", .bytes = std::string("a\0b", 3), .shown = "a\\x00b"},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(visible(row.bytes), row.shown);
  }
}

std::string wrapped(Spans const& spans, Margin const& margin, std::size_t width) {
  TerminalText text({.width = width});
  text.paragraph(spans, margin);
  return text.str();
}

struct ParagraphRow {
  std::string name;
  Spans spans;
  Margin margin = {};
  std::size_t width = 24;
  std::string text;
};

TEST(Paragraph, wraps_at_the_width) {
  std::vector<ParagraphRow> const rows{
      {.name = "what fits stays on one line", .spans = {{"one two"}}, .text = "one two\n"},
      {.name = "a word that does not fit goes to the next line",
       .spans = {{"the answer has no header at all"}},
       .text = "the answer has no header\nat all\n"},
      {.name = "columns count, not bytes",
       .spans = {{"éééééééé éééééééé éééééé é"}},
       .text = "éééééééé éééééééé éééééé\né\n"},
      {.name = "the margin holds on every line",
       .spans = {{"the answer has no header"}},
       .margin = {.first = {{"1. "}}, .columns = 4},
       .text = "1.  the answer has no\n    header\n"},
      {.name = "spans without a space between them stay together",
       .spans = {{"the value is '"}, {"*", Role::code}, {"', for all"}},
       .text = "the value is '*', for\nall\n"},
      {.name = "a word wider than a line is cut",
       .spans = {{"https://api.example.com/users/1"}},
       .text = "https://api.example.com/\nusers/1\n"},
      {.name = "spaces in a row count once", .spans = {{"a   b "}}, .text = "a b\n"},
      {.name = "nothing is an empty line", .spans = {}, .text = "\n"},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(wrapped(row.spans, row.margin, row.width), row.text);
  }
}

TEST(Paragraph, takes_time_for_each_byte_once) {
  // Measured anew for each line, this would take longer than any test may.
  std::string const word(std::size_t{4} << 20U, 'x');
  auto text = wrapped({{word}}, {}, 80);
  EXPECT_EQ(std::erase(text, '\n'), static_cast<std::ptrdiff_t>(word.size() / 80 + 1));
  EXPECT_EQ(text, word);
}

RC_GTEST_PROP(Paragraph, no_line_is_wider_than_the_width, ()) {
  auto const words = *rc::gen::container<std::vector<std::string>>(
      rc::gen::element<std::string>("a", "Origin", "東京", "é", "access-control-allow-origin", "✓"));
  auto const width = *rc::gen::inRange<std::size_t>(24, 100);
  Spans spans;
  for (auto const& word : words) {
    spans.push_back({word + " "});
  }
  std::istringstream lines(wrapped(spans, {.first = {{"> "}}, .columns = 2}, width));
  for (std::string line; std::getline(lines, line);) {
    RC_ASSERT(display_width(line) <= width);
  }
}

struct CutRow {
  std::string name;
  std::string text;
  std::size_t columns;
  std::string shown;
};

TEST(Cut, leaves_out_the_middle) {
  std::vector<CutRow> const rows{
      {.name = "what fits stays", .text = "0123456789", .columns = 10, .shown = "0123456789"},
      {.name = "two thirds in front, one behind", .text = "0123456789abcdef", .columns = 10, .shown = "012345…def"},
      {.name = "columns count, not bytes", .text = "ééééééééééééééé", .columns = 10, .shown = "éééééé…ééé"},
      {.name = "a wide character is left out whole", .text = "東京東京東京東京", .columns = 10, .shown = "東京…東京"},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    TerminalText text({});
    EXPECT_EQ(text.cut(row.text, row.columns), row.shown);
    EXPECT_EQ(text.has_cut(), row.shown != row.text);
  }
}

TEST(TerminalText, colours_are_a_matter_of_the_look) {
  TerminalText plain({.colors = Colors::none});
  plain.line({{"no", Role::bad}, {" way"}});
  EXPECT_EQ(plain.str(), "no way\n");

  TerminalText colored({.colors = Colors::ansi});
  colored.line({{"no", Role::bad}, {" way"}});
  EXPECT_EQ(colored.str(), "\x1B[1;31mno\x1B[0m way\n");
}

TEST(TerminalText, literals_are_quoted_where_there_are_no_colours) {
  auto const words = [](Spans const& spans) {
    std::string text;
    for (auto const& span : spans) {
      text += span.text;
    }
    return text;
  };
  EXPECT_EQ(words(marked("send `*` or `null`", Colors::none)), "send '*' or 'null'");
  EXPECT_EQ(words(marked("send `*` or `null`", Colors::ansi)), "send * or null");
  EXPECT_EQ(words(marked("", Colors::none)), "");
}

TEST(TerminalText, signs_have_a_plain_form) {
  EXPECT_EQ(TerminalText({.glyphs = Glyphs::unicode}).sign(Sign::pass), "✓");
  EXPECT_EQ(TerminalText({.glyphs = Glyphs::ascii}).sign(Sign::pass), "+");
  EXPECT_EQ(TerminalText({.glyphs = Glyphs::ascii}).sign(Sign::fail), "x");
}

TEST(TerminalText, the_end_of_a_line_stands_at_the_right_edge_or_below) {
  TerminalText text({.width = 24});
  text.line_with_end({{"OPTIONS /users"}}, {{"204"}}, {.first = {{"1"}}, .columns = 2});
  text.line_with_end({{"OPTIONS /users/and/more"}}, {{"204"}}, {.first = {{"2"}}, .columns = 2});
  EXPECT_EQ(text.str(),
            "1 OPTIONS /users     204\n"
            "2 OPTIONS\n"
            "  /users/and/more\n"
            "                     204\n");
}

TEST(TerminalText, empty_lines_never_stand_in_a_row_nor_first) {
  TerminalText text({.width = 24});
  text.blank();
  text.line({{"a"}});
  text.blank();
  text.blank();
  text.heading("Next");
  text.line({{"b"}});
  EXPECT_EQ(text.str(), "a\n\nNext ───────────────────\n\nb\n");
}

}  // namespace
}  // namespace corsage::report
