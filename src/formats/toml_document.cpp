#include "toml_document.hpp"

#include <algorithm>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "toml_foreign.hpp"
#include "toml_integers.hpp"

#include <fmt/format.h>

namespace corsage::formats {
namespace {

/// A number that TOML cannot hold, as the value of the key that it is.
Diagnostic too_great(LongInteger const& integer, DiagnosticCode value_wrong, ExpectedOfKey const& expected_of_key) {
  auto const expected = expected_of_key(integer.key);
  return {
      .code = value_wrong,
      .value = expected ? fmt::format("the value of {}", integer.key) : integer.text,
      .expected = expected ? std::string(*expected) : "a number is from -9223372036854775808 to 9223372036854775807",
      .range = integer.range};
}

/// Reads the document with the numbers that are too great replaced: so they hide no other mistake.
toml::parse_result parse(std::string_view text, TomlLines const& lines, std::vector<LongInteger>& replaced,
                         bool is_shown_whole) {
  // Nobody writes more of them; each takes another reading.
  constexpr std::size_t most_long_integers = 16;
  std::string toml(text);
  auto const shown = [&toml, is_shown_whole] { return is_shown_whole ? toml : with_ascii_only(toml); };
  auto parsed = toml::parse(shown());
  while (!parsed && replaced.size() < most_long_integers) {
    auto integer = long_integer_at(lines.range_of(parsed.error().source()));
    if (!integer) {
      return parsed;
    }
    replace_integer(toml, *integer);
    replaced.push_back(*std::move(integer));
    parsed = toml::parse(shown());
  }
  return parsed && !is_shown_whole ? toml::parse(toml) : std::move(parsed);
}

/// Tells of those numbers, in place of what was found about the numbers that stood there instead.
void tell_long_integers(std::vector<LongInteger> const& integers, DiagnosticCode value_wrong,
                        ExpectedOfKey const& expected_of_key, Diagnostics& mistakes) {
  for (auto const& integer : integers) {
    auto const& there = integer.range;
    std::erase_if(mistakes, [&there](Diagnostic const& mistake) {
      auto const& range = mistake.range;
      return range.line == there.line && range.column >= there.column && range.column < there.column + there.length;
    });
    mistakes.push_back(too_great(integer, value_wrong, expected_of_key));
  }
}

/// What does not go on as TOML does.
Diagnostic not_toml(toml::parse_error const& error, DiagnosticCode code, TomlLines const& lines) {
  Diagnostic mistake{.code = code,
                     .value = std::string(error.description()),
                     .expected = "write TOML: key = value, text in quotes, lists in [ ]",
                     .range = lines.range_of(error.source())};
  auto& range = mistake.range;
  // Who knows other languages ends what is written with it.
  if (range.column <= range.text.view().size() && range.text.view()[range.column - 1] == ';') {
    range.length = 1;
    mistake.value = "no ';' ends a value";
    mistake.expected = "write a line break in its place, or a comma within [ ] and { }";
  }
  return mistake;
}

/// Gives each mistake its line as it may be shown.
void show(ShownDocument const& shown, std::string_view text, std::string_view name, Diagnostics& mistakes) {
  auto const shown_text = shown(text);
  TomlLines const lines(shown_text, name);
  for (auto& mistake : mistakes) {
    if (mistake.range.line != 0) {
      mistake.range.text = lines.line(mistake.range.line);
    }
  }
}

/// The text without the mark that some editors begin it with.
std::string_view without_byte_order_mark(std::string_view text) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  return text.starts_with(byte_order_mark) ? text.substr(byte_order_mark.size()) : text;
}

Diagnostics mistakes_of(std::string_view text, std::string_view name, TableMistakes const& codes,
                        ExpectedOfKey const& expected_of_key,
                        std::function<void(toml::table const&, TomlLines const&, Diagnostics&)> const& read) {
  Diagnostics mistakes;
  TomlLines const lines(text, name);
  bool const is_ascii = is_ascii_only(text);
  if (auto const foreign = is_ascii ? std::nullopt : first_foreign_byte(text)) {
    auto range = lines.character_at(*foreign);
    mistakes.push_back({.code = codes.character_foreign,
                        .value = std::string(range.text.view().substr(range.column - 1, range.length)),
                        .range = std::move(range)});
    return mistakes;
  }
  std::vector<LongInteger> replaced;
  auto const parsed = parse(text, lines, replaced, is_ascii);
  if (!parsed) {
    mistakes.push_back(not_toml(parsed.error(), codes.not_toml, lines));
  } else {
    read(parsed.table(), lines, mistakes);
  }
  tell_long_integers(replaced, codes.value_wrong, expected_of_key, mistakes);
  // toml++ gives the keys by name.
  std::ranges::sort(mistakes, {},
                    [](Diagnostic const& mistake) { return std::tuple(mistake.range.line, mistake.range.column); });
  return mistakes;
}

}  // namespace

Diagnostics read_toml_document(std::string_view text, std::string_view name, TableMistakes const& codes,
                               ExpectedOfKey const& expected_of_key,
                               std::function<void(toml::table const&, TomlLines const&, Diagnostics&)> const& read,
                               ShownDocument const& shown) {
  text = without_byte_order_mark(text);
  auto mistakes = mistakes_of(text, name, codes, expected_of_key, read);
  if (shown && !mistakes.empty()) {
    show(shown, text, name, mistakes);
  }
  return mistakes;
}

}  // namespace corsage::formats
