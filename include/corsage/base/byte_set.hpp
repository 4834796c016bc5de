#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace corsage {

/// A set of bytes as a table, made when the program is compiled. Standards speak of code points; where all code
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

}  // namespace corsage
