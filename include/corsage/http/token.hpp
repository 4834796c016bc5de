#pragma once

#include <algorithm>
#include <string_view>

#include "corsage/base/byte_set.hpp"
#include "corsage/base/bytes.hpp"
#include "corsage/base/eight_bytes.hpp"

namespace corsage::http {

/// The bytes of an RFC 9110 token (tchar).
inline constexpr ByteSet token_bytes =
    ByteSet().with_range('a', 'z').with_range('A', 'Z').with_range('0', '9').with("!#$%&'*+-.^_`|~");

/// A byte of an RFC 9110 token (tchar).
constexpr bool is_token_byte(char byte) {
  return token_bytes.contains(byte);
}

/// The bytes that are neither letters nor '-': most tokens have none.
constexpr EightBytes marks_of_unusual_token_bytes(EightBytes eight) {
  auto const lower_case = eight | eight_times(0x20);
  auto const letters = marks_from(lower_case, 'a') & ~marks_from(lower_case, '{');
  return marks_of_non_ascii(eight) | (every_mark & ~(letters | marks_of(eight, '-')));
}

/// An RFC 9110 token: one or more tchar.
inline bool is_token(std::string_view text) {
  return !text.empty() &&
         (!any_of_bytes(text, 'a', marks_of_unusual_token_bytes) || std::ranges::all_of(text, is_token_byte));
}

/// https://fetch.spec.whatwg.org/#header-name
inline bool is_header_name(std::string_view name) {
  return is_token(name);
}

/// The bytes that end a line or a string: NUL, LF and CR. Bytes above ASCII have marks too.
constexpr EightBytes marks_of_line_ends(EightBytes eight) {
  return marks_of_non_ascii(eight) | marks_of(eight, '\0') | marks_of(eight, '\n') | marks_of(eight, '\r');
}

/// The bytes that no value may hold.
inline constexpr ByteSet line_ends = ByteSet().with(std::string_view("\0\r\n", 3));

/// Neither a tab nor a space begins or ends the value, which is not empty.
inline bool has_no_space_at_ends(std::string_view value) {
  return !is_http_tab_or_space(value.front()) && !is_http_tab_or_space(value.back());
}

/// https://fetch.spec.whatwg.org/#header-value : no tab or space at the ends, no NUL, CR or LF.
inline bool is_header_value(std::string_view value) {
  return value.empty() || (has_no_space_at_ends(value) && (!any_of_bytes(value, 'a', marks_of_line_ends) ||
                                                           find_first_of(value, line_ends) == value.size()));
}

}  // namespace corsage::http
