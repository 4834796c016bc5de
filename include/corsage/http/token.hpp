#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

#include "corsage/base/bytes.hpp"

namespace corsage::http {

/// Which bytes are tchar, by their number: a look-up per byte, since every name of every list is asked.
inline constexpr auto token_bytes = [] {
  std::array<bool, 256> is_tchar{};
  for (std::size_t number = 0; number < is_tchar.size(); ++number) {
    auto const byte = static_cast<char>(number);
    is_tchar[number] = is_ascii_alpha(byte) || is_ascii_digit(byte) ||
                       std::string_view("!#$%&'*+-.^_`|~").find(byte) != std::string_view::npos;
  }
  return is_tchar;
}();

/// A byte of an RFC 9110 token (tchar).
constexpr bool is_token_byte(char byte) {
  return token_bytes[static_cast<unsigned char>(byte)];
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
  return strip(value, http_tab_or_space).size() == value.size() &&
         value.find_first_of(std::string_view("\0\r\n", 3)) == std::string_view::npos;
}

}  // namespace corsage::http
