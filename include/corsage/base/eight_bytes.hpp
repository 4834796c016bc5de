#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

/// Questions about many bytes, answered for eight of them at once in one machine word.
///
/// An answer is a word of marks: the high bit of each byte says yes. Marks are exact where every byte is ASCII; where one
/// may not be, ask for `marks_of_non_ascii` too, and trust only an answer without marks.
namespace corsage {

using EightBytes = std::uint64_t;

inline constexpr EightBytes one_each = 0x0101010101010101;
inline constexpr EightBytes every_mark = 0x80 * one_each;

inline EightBytes eight_bytes(char const* bytes) {
  EightBytes eight = 0;
  std::memcpy(&eight, bytes, sizeof eight);
  return eight;
}

constexpr EightBytes eight_times(char byte) {
  return static_cast<unsigned char>(byte) * one_each;
}

/// The bytes above 0x7F.
constexpr EightBytes marks_of_non_ascii(EightBytes eight) {
  return eight & every_mark;
}

/// The bytes that are at least `least`, which is ASCII.
constexpr EightBytes marks_from(EightBytes eight, char least) {
  return (eight + eight_times(static_cast<char>(0x80 - least))) & every_mark;
}

/// The bytes that are `byte`, which is ASCII.
constexpr EightBytes marks_of(EightBytes eight, char byte) {
  return ~((eight ^ eight_times(byte)) + eight_times(0x7F)) & every_mark;
}

/// Whether `marks` has a mark for any of the bytes. Where they are fewer than eight, `filler` stands for the missing.
template <typename Marks>
bool any_of_bytes(std::string_view bytes, char filler, Marks marks) {
  constexpr auto width = sizeof(EightBytes);
  if (bytes.size() < width) {
    auto eight = eight_times(filler);
    // An empty view may point nowhere, and memcpy may not be given that, even for no bytes.
    if (!bytes.empty()) {
      std::memcpy(&eight, bytes.data(), bytes.size());
    }
    return marks(eight) != 0;
  }
  // The last eight may have been looked at already: that costs less than looking at the rest one by one.
  auto all = marks(eight_bytes(bytes.data() + bytes.size() - width));
  for (std::size_t place = 0; place + width <= bytes.size(); place += width) {
    all |= marks(eight_bytes(bytes.data() + place));
  }
  return all != 0;
}

inline bool is_ascii(std::string_view bytes) {
  return !any_of_bytes(bytes, 'a', marks_of_non_ascii);
}

}  // namespace corsage
