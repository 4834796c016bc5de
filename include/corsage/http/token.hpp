#pragma once

#include <algorithm>
#include <string_view>

#include "corsage/base/byte_set.hpp"
#include "corsage/base/bytes.hpp"

namespace corsage::http {

/// The bytes of an RFC 9110 token (tchar).
inline constexpr ByteSet token_bytes =
    ByteSet().with_range('a', 'z').with_range('A', 'Z').with_range('0', '9').with("!#$%&'*+-.^_`|~");

/// A byte of an RFC 9110 token (tchar).
constexpr bool is_token_byte(char byte) {
  return token_bytes.contains(byte);
}

/// An RFC 9110 token: one or more tchar.
constexpr bool is_token(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, is_token_byte);
}

/// https://fetch.spec.whatwg.org/#header-name
constexpr bool is_header_name(std::string_view name) {
  return is_token(name);
}

/// https://fetch.spec.whatwg.org/#header-value : no tab or space at the ends, no NUL, CR or LF.
constexpr bool is_header_value(std::string_view value) {
  constexpr auto line_breaks = ByteSet().with(std::string_view("\0\r\n", 3));
  constexpr auto white_space = ByteSet().with(http_tab_or_space);
  return value.empty() || (!white_space.contains(value.front()) && !white_space.contains(value.back()) &&
                           find_first_of(value, line_breaks) == value.size());
}

}  // namespace corsage::http
