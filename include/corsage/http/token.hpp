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
  constexpr auto white_space = ByteSet().with(http_tab_or_space);
  if (value.empty()) {
    return true;
  }
  // Looks at every byte, always: so a compiler can look at many at once.
  unsigned char line_breaks = 0;
  for (char const byte : value) {
    line_breaks |= static_cast<unsigned char>((byte == '\0') | (byte == '\r') | (byte == '\n'));
  }
  return line_breaks == 0 && !white_space.contains(value.front()) && !white_space.contains(value.back());
}

}  // namespace corsage::http
