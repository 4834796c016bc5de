#include "corsage/base/eight_bytes.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace corsage {
namespace {

/// The marks of one byte that stands at each of the eight places among others.
std::vector<bool> marks_at_each_place(char byte, char others, EightBytes (&marks)(EightBytes)) {
  std::vector<bool> answers;
  for (std::size_t place = 0; place < sizeof(EightBytes); ++place) {
    std::string bytes(sizeof(EightBytes), others);
    bytes[place] = byte;
    auto const answer = marks(eight_bytes(bytes.data()));
    auto const rest = marks(eight_times(others));
    EXPECT_EQ(rest == 0 || rest == every_mark, true);
    std::string marked(sizeof answer, '\0');
    std::memcpy(marked.data(), &answer, sizeof answer);
    answers.push_back(marked[place] != '\0');
  }
  return answers;
}

TEST(EightBytes, MarksAreExactForAscii) {
  for (int code = 0; code < 0x80; ++code) {
    SCOPED_TRACE(code);
    auto const byte = static_cast<char>(code);
    for (char const others : {'\0', ' ', '-', 'a', '\x7F'}) {
      auto const each = [](bool is) { return std::vector<bool>(sizeof(EightBytes), is); };
      EXPECT_EQ(
          marks_at_each_place(byte, others, *[](EightBytes eight) { return marks_of(eight, '-'); }), each(byte == '-'));
      EXPECT_EQ(marks_at_each_place(
                    byte, others, *[](EightBytes eight) { return marks_from(eight, ' '); }),
                each(byte >= ' '));
      EXPECT_EQ(marks_at_each_place(byte, others, marks_of_non_ascii), each(false));
    }
  }
}

TEST(EightBytes, NoByteIsOverlooked) {
  rc::check([](std::string const& bytes) {
    bool const has_high =
        std::ranges::any_of(bytes, [](char byte) { return static_cast<unsigned char>(byte) >= 0x80; });
    RC_ASSERT(is_ascii(bytes) == !has_high);
    bool const has_tab = bytes.find('\t') != std::string::npos;
    RC_ASSERT(any_of_bytes(bytes, 'a', [](auto eight) { return marks_of_non_ascii(eight) | marks_of(eight, '\t'); }) ==
              (has_high || has_tab));
  });
}

TEST(EightBytes, AViewOfNothingIsNotRead) {
  EXPECT_TRUE(is_ascii({}));
  EXPECT_TRUE(is_ascii(""));
}

}  // namespace
}  // namespace corsage
