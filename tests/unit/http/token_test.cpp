#include "corsage/http/token.hpp"

#include <cctype>

#include <gtest/gtest.h>

namespace corsage::http {
namespace {

TEST(Token, has_exactly_the_bytes_of_rfc_9110) {
  std::string const punctuation = "!#$%&'*+-.^_`|~";
  for (int number = 0; number < 256; ++number) {
    SCOPED_TRACE(number);
    bool const alphanumeric = number < 128 && std::isalnum(number) != 0;
    bool const listed = punctuation.find(static_cast<char>(number)) != std::string::npos;
    EXPECT_EQ(is_token_byte(static_cast<char>(number)), alphanumeric || listed);
  }
}

struct TextRow {
  char const* name;
  std::string_view text;
  bool is;
};

constexpr TextRow token_rows[] = {
    {.name = "a header name", .text = "x-requested-with", .is = true},
    {.name = "a lone asterisk", .text = "*", .is = true},
    {.name = "an empty text", .text = "", .is = false},
    {.name = "a space inside", .text = "x a", .is = false},
    {.name = "a space at the end", .text = "x-a ", .is = false},
    {.name = "a colon", .text = "x:a", .is = false},
    {.name = "a byte above ASCII", .text = "x-\xE9", .is = false},
    {.name = "NUL", .text = std::string_view("x\0", 2), .is = false},
};

TEST(Token, is_one_byte_or_more_of_them) {
  for (auto const& row : token_rows) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(is_token(row.text), row.is);
    EXPECT_EQ(is_header_name(row.text), row.is);
  }
}

constexpr TextRow value_rows[] = {
    {.name = "an empty value", .text = "", .is = true},
    {.name = "spaces and tabs inside", .text = "a b\tc", .is = true},
    {.name = "bytes above ASCII and control bytes", .text = "\x01\x7F\xFF", .is = true},
    {.name = "a space at the start", .text = " a", .is = false},
    {.name = "a tab at the end", .text = "a\t", .is = false},
    {.name = "a space alone", .text = " ", .is = false},
    {.name = "a line feed", .text = "a\nb", .is = false},
    {.name = "a carriage return", .text = "a\rb", .is = false},
    {.name = "NUL", .text = std::string_view("a\0b", 3), .is = false},
};

TEST(HeaderValue, is_one_line_without_white_space_at_its_ends) {
  for (auto const& row : value_rows) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(is_header_value(row.text), row.is);
  }
}

}  // namespace
}  // namespace corsage::http
