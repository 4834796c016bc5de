#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// What corsage tells, as text that a person reads. Decides nothing, prints nothing.
namespace corsage::report {

/// What a stretch of text is. How it shows is the look's business.
enum class Role : std::uint8_t {
  plain,
  strong,    ///< the few words that matter
  heading,   ///< the name of a section
  good,      ///< a check that passed
  bad,       ///< a check that failed
  mark,      ///< what points at the part that decided
  warning,   ///< works today
  faint,     ///< what can be skipped
  code,      ///< literal text: a header's name, a value, an option
  deciding,  ///< the part of a value that decided
};

enum class Colors : std::uint8_t { none, ansi };
enum class Glyphs : std::uint8_t { unicode, ascii };

/// How the terminal shows text.
struct Look {
  std::size_t width = 80;  ///< columns
  Colors colors = Colors::none;
  Glyphs glyphs = Glyphs::unicode;
};

/// A stretch of text in one role. UTF-8, without line breaks.
struct Span {
  std::string text;
  Role role = Role::plain;
};

using Spans = std::vector<Span>;

/// How many columns a terminal gives the text: none for combining marks, two for wide characters. `utf8` without
/// control characters.
std::size_t display_width(std::string_view utf8);

/// How many bytes of the text, in whole code points, fit into so many columns. Reads no further than that.
std::size_t fitting_bytes(std::string_view utf8, std::size_t columns);

/// The bytes as text that a terminal shows and never obeys: control characters, bidirectional controls and bytes that
/// are no UTF-8 become escapes such as `\x1B`.
std::string visible(std::string_view bytes);

/// A text in which `backticks` mark literals, as spans: coloured, or 'quoted' where there are no colours.
Spans marked(std::string_view text, Colors colors);

/// Signs that have a plain form for terminals without Unicode.
enum class Sign : std::uint8_t { pass, fail, warning, note, sent, received, rule, separator, ellipsis };

/// What a line begins with.
struct Margin {
  Spans first = {};         ///< in front of the first line
  std::size_t columns = 0;  ///< in front of the others; the first is filled up to it with spaces
};

/// A text under construction: paragraphs wrapped at the look's width.
class TerminalText {
 public:
  explicit TerminalText(Look look) : look_(look) {}

  Look const& look() const { return look_; }
  std::string_view sign(Sign sign) const;

  /// The text in so many columns at most: from the middle of a longer one something is left out, and the sign of an
  /// ellipsis stands for it.
  std::string cut(std::string text, std::size_t columns);

  /// That something was left out elsewhere.
  void note_cut() { has_cut_ = true; }

  /// Whether anything was left out.
  bool has_cut() const { return has_cut_; }

  /// One paragraph: words wrapped between the margin and the width. A word that is wider than a line is cut.
  void paragraph(Spans const& spans, Margin const& margin = {});

  /// One line as it is: code, which no terminal's width may change.
  void line(Spans const& spans, std::size_t indent = 0);

  /// A paragraph with something at its right end; on a line of its own where both do not fit.
  void line_with_end(Spans const& spans, Spans const& end, Margin const& margin = {});

  /// The name of a section, in a rule across the width.
  void heading(std::string_view name);

  /// An empty line; never two in a row, and none at the beginning.
  void blank();

  std::string const& str() const { return text_; }

 private:
  void put(Span const& span);
  void put(std::string_view text, Role role);

  Look look_;
  std::string text_;
  bool has_cut_ = false;
  Role last_role_ = Role::plain;  ///< of the last coloured text: more of it needs no new beginning
};

}  // namespace corsage::report
