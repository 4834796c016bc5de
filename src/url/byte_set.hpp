#pragma once

#include <string_view>

#include "corsage/base/byte_set.hpp"

namespace corsage::url {

inline constexpr ByteSet ascii_digits = ByteSet().with_range('0', '9');
inline constexpr ByteSet ascii_hex_digits = ascii_digits.with_range('a', 'f').with_range('A', 'F');
inline constexpr ByteSet non_ascii_bytes = ByteSet().with_range(0x80, 0xFF);

/// https://infra.spec.whatwg.org/#c0-control
inline constexpr ByteSet c0_controls = ByteSet().with_range(0x00, 0x1F);

/// https://url.spec.whatwg.org/#forbidden-host-code-point
inline constexpr ByteSet forbidden_host_code_points = ByteSet().with(std::string_view("\0\t\n\r #/:<>?@[\\]^|", 17));

/// https://url.spec.whatwg.org/#forbidden-domain-code-point
inline constexpr ByteSet forbidden_domain_code_points = forbidden_host_code_points.with_range(0x00, 0x1F).with("%\x7F");

/// What an ASCII hex digit stands for.
constexpr unsigned hex_digit_value(char digit) {
  if (digit <= '9') {
    return static_cast<unsigned>(digit - '0');
  }
  return static_cast<unsigned>((digit | 0x20) - 'a') + 10;
}

}  // namespace corsage::url
