#include "toml_integers.hpp"

#include <algorithm>
#include <string_view>

#include "corsage/base/bytes.hpp"

namespace corsage::formats {
namespace {

/// 2^63, the first number that is too great, has so many digits.
constexpr std::ptrdiff_t most_digits = 19;
constexpr std::string_view ordinary = "204";

bool is_of_integer(char byte) {
  return is_ascii_digit(byte) || byte == '_' || byte == '-' || byte == '+';
}

/// "max_age" of "max_age = "; empty where there is more or less.
std::string_view key_before(std::string_view beginning_of_line) {
  auto const without_spaces = strip(beginning_of_line, http_tab_or_space);
  return without_spaces.ends_with('=') ? strip(without_spaces.substr(0, without_spaces.size() - 1), http_tab_or_space)
                                       : std::string_view();
}

/// Where the line of that number begins.
std::size_t start_of_line(std::string_view text, std::size_t number) {
  std::size_t start = 0;
  for (std::size_t line = 1; line < number; ++line) {
    start = text.find('\n', start) + 1;
  }
  return start;
}

}  // namespace

std::optional<LongInteger> long_integer_at(SourceRange const& mistake) {
  std::string_view const line = mistake.text;
  auto begin = std::min(mistake.column - 1, line.size());
  auto end = begin;
  while (begin > 0 && is_of_integer(line[begin - 1])) {
    --begin;
  }
  while (end < line.size() && is_of_integer(line[end])) {
    ++end;
  }
  auto const text = line.substr(begin, end - begin);
  if (std::ranges::count_if(text, is_ascii_digit) < most_digits) {
    return std::nullopt;
  }
  auto range = mistake;
  range.column = begin + 1;
  range.length = text.size();
  return LongInteger{
      .range = std::move(range), .text = std::string(text), .key = std::string(key_before(line.substr(0, begin)))};
}

void replace_integer(std::string& toml, LongInteger const& integer) {
  auto const start = start_of_line(toml, integer.range.line) + integer.range.column - 1;
  toml.replace(start, integer.range.length, std::string(integer.range.length - ordinary.size(), ' ').append(ordinary));
}

}  // namespace corsage::formats
