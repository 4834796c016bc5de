#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace corsage::url {

/// A set of bytes as a table, made when the program is compiled. The standard speaks of code points; where all code
/// points above U+007F are treated alike, the bytes of their UTF-8 form are too.
class ByteSet {
 public:
  constexpr ByteSet() = default;

  constexpr ByteSet with(std::string_view bytes) const {
    ByteSet wider = *this;
    for (char const byte : bytes) {
      wider.members_[index(byte)] = true;
    }
    return wider;
  }

  /// Both ends belong to the set.
  constexpr ByteSet with_range(unsigned first, unsigned last) const {
    ByteSet wider = *this;
    for (unsigned byte = first; byte <= last; ++byte) {
      wider.members_[byte] = true;
    }
    return wider;
  }

  constexpr bool contains(char byte) const { return members_[index(byte)]; }

 private:
  static constexpr std::size_t index(char byte) { return static_cast<unsigned char>(byte); }

  std::array<bool, 256> members_{};
};

/// Where the first member of `set` stands in `bytes`, from `start` on; the size when there is none.
constexpr std::size_t find_first_of(std::string_view bytes, ByteSet const& set, std::size_t start = 0) {
  while (start < bytes.size() && !set.contains(bytes[start])) {
    ++start;
  }
  return start;
}

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
