#include "corsage/base/bytes.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace corsage {
namespace {

struct ByteRow {
  char const* name;
  char byte;
  bool digit;
  bool alpha;
  char lower;
};

constexpr ByteRow byte_rows[] = {
    {.name = "a digit", .byte = '7', .digit = true, .alpha = false, .lower = '7'},
    {.name = "the byte before the digits", .byte = '/', .digit = false, .alpha = false, .lower = '/'},
    {.name = "the byte after the digits", .byte = ':', .digit = false, .alpha = false, .lower = ':'},
    {.name = "an upper-case letter", .byte = 'Z', .digit = false, .alpha = true, .lower = 'z'},
    {.name = "a lower-case letter", .byte = 'a', .digit = false, .alpha = true, .lower = 'a'},
    {.name = "the byte before the upper-case letters", .byte = '@', .digit = false, .alpha = false, .lower = '@'},
    {.name = "the byte after the upper-case letters", .byte = '[', .digit = false, .alpha = false, .lower = '['},
    {.name = "a Latin-1 letter is not an ASCII one", .byte = '\xC9', .digit = false, .alpha = false, .lower = '\xC9'},
};

TEST(Bytes, are_sorted_by_kind) {
  for (auto const& row : byte_rows) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(is_ascii_digit(row.byte), row.digit);
    EXPECT_EQ(is_ascii_alpha(row.byte), row.alpha);
    EXPECT_EQ(byte_lowercase(row.byte), row.lower);
  }
}

struct EqualRow {
  char const* name;
  std::string_view left;
  std::string_view right;
  bool equal;
};

constexpr EqualRow equal_rows[] = {
    {.name = "two empty texts", .left = "", .right = "", .equal = true},
    {.name = "case does not count", .left = "Content-TYPE", .right = "content-type", .equal = true},
    {.name = "a prefix is not equal", .left = "content", .right = "content-type", .equal = false},
    {.name = "another letter is not equal", .left = "accept", .right = "accent", .equal = false},
    {.name = "bytes 0x20 apart that are not letters differ", .left = "[", .right = "{", .equal = false},
    {.name = "case counts beyond ASCII", .left = "\xC9", .right = "\xE9", .equal = false},
};

TEST(Bytes, compare_without_case) {
  for (auto const& row : equal_rows) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(byte_case_insensitive_equal(row.left, row.right), row.equal);
    EXPECT_EQ(byte_case_insensitive_equal(row.right, row.left), row.equal);
    EXPECT_EQ(byte_lowercase(row.left) == byte_lowercase(row.right), row.equal);
  }
}

struct StripRow {
  char const* name;
  std::string_view bytes;
  std::string_view stripped;
  std::string_view result;
};

constexpr StripRow strip_rows[] = {
    {.name = "nothing to strip", .bytes = "a b", .stripped = http_tab_or_space, .result = "a b"},
    {.name = "both ends, not the middle", .bytes = "\t a\tb ", .stripped = http_tab_or_space, .result = "a\tb"},
    {.name = "white space alone leaves nothing", .bytes = " \t ", .stripped = http_tab_or_space, .result = ""},
    {.name = "an empty text", .bytes = "", .stripped = http_tab_or_space, .result = ""},
    {.name = "a line end is not HTTP's tab or space",
     .bytes = "a\r\n",
     .stripped = http_tab_or_space,
     .result = "a\r\n"},
    {.name = "a line end is HTTP whitespace", .bytes = "\na\r\n", .stripped = http_whitespace, .result = "a"},
};

TEST(Bytes, are_stripped_at_both_ends) {
  for (auto const& row : strip_rows) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(strip(row.bytes, row.stripped), row.result);
  }
}

struct EncodeRow {
  char const* name;
  std::string_view utf8;
  bool encodes;
  std::string_view bytes;
};

constexpr EncodeRow encode_rows[] = {
    {.name = "ASCII stays", .utf8 = "x-a", .encodes = true, .bytes = "x-a"},
    {.name = "U+0080, the first of two bytes", .utf8 = "\xC2\x80", .encodes = true, .bytes = "\x80"},
    {.name = "U+00FF, the last of Latin-1", .utf8 = "\xC3\xBF", .encodes = true, .bytes = "\xFF"},
    {.name = "U+0100 is beyond a byte", .utf8 = "\xC4\x80", .encodes = false, .bytes = ""},
    {.name = "U+20AC is beyond a byte", .utf8 = "a\xE2\x82\xAC", .encodes = false, .bytes = ""},
    {.name = "a lead byte at the end is not UTF-8", .utf8 = "a\xC3", .encodes = false, .bytes = ""},
    {.name = "a trail byte alone is not UTF-8", .utf8 = "\xA9", .encodes = false, .bytes = ""},
    {.name = "a lead byte before ASCII is not UTF-8",
     .utf8 = "\xC3"
             "a",
     .encodes = false,
     .bytes = ""},
    {.name = "an overlong form is not UTF-8", .utf8 = "\xC1\xBF", .encodes = false, .bytes = ""},
};

TEST(Bytes, are_isomorphic_to_code_points) {
  for (auto const& row : encode_rows) {
    SCOPED_TRACE(row.name);
    std::string bytes = "before:";
    EXPECT_EQ(isomorphic_encode(row.utf8, bytes), row.encodes);
    EXPECT_EQ(bytes, "before:" + std::string(row.bytes));
    if (row.encodes) {
      EXPECT_EQ(isomorphic_decode(row.bytes), row.utf8);
    }
  }
}

RC_GTEST_PROP(Bytes, decode_and_encode_give_the_bytes_back, (std::string const& bytes)) {
  std::string encoded;
  RC_ASSERT(isomorphic_encode(isomorphic_decode(bytes), encoded));
  RC_ASSERT(encoded == bytes);
}

}  // namespace
}  // namespace corsage
