#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

/// Byte helpers in the words of the Infra standard. Strings hold bytes, not code points, unless a name says otherwise.
namespace corsage {

/// https://infra.spec.whatwg.org/#ascii-digit
constexpr bool is_ascii_digit(char byte) {
  return byte >= '0' && byte <= '9';
}

/// https://infra.spec.whatwg.org/#ascii-alpha
constexpr bool is_ascii_alpha(char byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

/// https://infra.spec.whatwg.org/#byte-lowercase, for one byte.
constexpr char byte_lowercase(char byte) {
  return byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte + ('a' - 'A')) : byte;
}

/// https://infra.spec.whatwg.org/#byte-lowercase
inline std::string byte_lowercase(std::string_view bytes) {
  std::string lower(bytes);
  std::ranges::transform(lower, lower.begin(), [](char byte) { return byte_lowercase(byte); });
  return lower;
}

/// https://infra.spec.whatwg.org/#byte-case-insensitive
constexpr bool byte_case_insensitive_equal(std::string_view left, std::string_view right) {
  if (left.size() != right.size()) {
    return false;
  }
  // Names that differ mostly differ in their last byte; names that are equal mostly are so to the letter.
  if (!left.empty() && byte_lowercase(left.back()) != byte_lowercase(right.back())) {
    return false;
  }
  if (left == right) {
    return true;
  }
  for (std::size_t i = 0; i < left.size(); ++i) {
    // Bytes that are equal, as most are, need no look at their case.
    if (left[i] != right[i] && byte_lowercase(left[i]) != byte_lowercase(right[i])) {
      return false;
    }
  }
  return true;
}

/// Removes the bytes in `stripped`, which are few, from both ends.
constexpr std::string_view strip(std::string_view bytes, std::string_view stripped) {
  auto const goes = [stripped](char byte) {
    for (char const one : stripped) {
      if (one == byte) {
        return true;
      }
    }
    return false;
  };
  while (!bytes.empty() && goes(bytes.front())) {
    bytes.remove_prefix(1);
  }
  while (!bytes.empty() && goes(bytes.back())) {
    bytes.remove_suffix(1);
  }
  return bytes;
}

/// HTTP's white space in field values: tab and space.
inline constexpr std::string_view http_tab_or_space = "\t ";

/// https://fetch.spec.whatwg.org/#http-tab-or-space
constexpr bool is_http_tab_or_space(char byte) {
  return byte == '\t' || byte == ' ';
}

/// https://fetch.spec.whatwg.org/#http-whitespace
inline constexpr std::string_view http_whitespace = "\t\n\r ";

/// https://infra.spec.whatwg.org/#isomorphic-decode, the result as UTF-8: byte 0xE9 becomes U+00E9.
std::string isomorphic_decode(std::string_view bytes);

/// https://infra.spec.whatwg.org/#isomorphic-encode of UTF-8 text into `bytes` (which is appended to).
/// False, and nothing appended, when a code point is above U+00FF or the text is not UTF-8.
bool isomorphic_encode(std::string_view utf8, std::string& bytes);

}  // namespace corsage
