#include "corsage/url/url_argument.hpp"

#include <gtest/gtest.h>

namespace corsage::url {
namespace {

TEST(UrlArgument, is_any_absolute_url) {
  struct Row {
    std::string_view name;
    std::string_view text;
    std::string_view href;
  };
  static constexpr Row rows[] = {
      {.name = "whole", .text = "https://api.example.com/x?y", .href = "https://api.example.com/x?y"},
      {.name = "without a path", .text = "http://localhost:3000", .href = "http://localhost:3000/"},
      {.name = "data", .text = "data:,x", .href = "data:,x"},
      {.name = "an opaque path with digits", .text = "mailto:1a@example.com", .href = "mailto:1a@example.com"},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(parse_url_argument(row.text).value().href(), row.href);
  }
}

TEST(UrlArgument, says_what_would_be_one) {
  struct Row {
    std::string_view name;
    std::string_view text;
    std::string_view expected;
    std::string_view underlined;
  };
  static constexpr Row rows[] = {
      {.name = "no scheme",
       .text = "api.example.com/x",
       .expected = "did you mean https://api.example.com/x?",
       .underlined = "api.example.com/x"},
      {.name = "no scheme, but a port",
       .text = "api.example.com:8443/x",
       .expected = "did you mean https://api.example.com:8443/x?",
       .underlined = "api.example.com:8443/x"},
      {.name = "no scheme, but a user and a password",
       .text = "me:secret@api.example.com/x",
       .expected = "did you mean https://me:secret@api.example.com/x?",
       .underlined = "me:secret@api.example.com/x"},
      {.name = "no scheme on this machine",
       .text = "localhost:3000/x",
       .expected = "did you mean http://localhost:3000/x?",
       .underlined = "localhost:3000/x"},
      {.name = "https's port on this machine",
       .text = "127.0.0.1:443",
       .expected = "did you mean http://127.0.0.1:443/?",
       .underlined = "127.0.0.1:443"},
      {.name = "no colon",
       .text = "https//api.example.com/x",
       .expected = "did you mean https://api.example.com/x?",
       .underlined = "https//api.example.com/x"},
      {.name = "a relative one",
       .text = "/x",
       .expected = "write it whole, as in https://api.example.com/users",
       .underlined = "/x"},
      {.name = "nothing",
       .text = "",
       .expected = "write it whole, as in https://api.example.com/users",
       .underlined = ""},
      {.name = "no host", .text = "https://", .expected = "it has no host", .underlined = ""},
      {.name = "no host, but a path", .text = "https://:81/x", .expected = "it has no host", .underlined = ""},
      {.name = "a port of letters",
       .text = "https://u@[::1]:8o80/x",
       .expected = "it has a port that is not a number from 0 to 65535",
       .underlined = "8o80"},
      {.name = "a port too high",
       .text = "http://a.test:70000",
       .expected = "it has a port that is not a number from 0 to 65535",
       .underlined = "70000"},
      {.name = "a space in the host",
       .text = "http://api example.com/x",
       .expected = "it has a character in its host that no host can have",
       .underlined = " "},
      {.name = "a percent-encoded space in the host",
       .text = "http://api%20example.com/x",
       .expected = "it has a character in its host that no host can have",
       .underlined = "api%20example.com"},
      {.name = "a bad IPv4 address",
       .text = "http://1.2.3.256/x",
       .expected = "it has a host that ends in a number and is not an IPv4 address",
       .underlined = "1.2.3.256"},
      {.name = "a bad IPv6 address",
       .text = "http://[::g]/x",
       .expected = "it has a host in brackets that is not an IPv6 address",
       .underlined = "[::g]"},
      {.name = "bytes that are not UTF-8",
       .text = "http://a/\xFF",
       .expected = "it has bytes that are not UTF-8",
       .underlined = "http://a/\xFF"},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    auto const url = parse_url_argument(row.text);
    ASSERT_FALSE(url.has_value()) << url->href();
    ASSERT_EQ(url.error().size(), 1U);
    auto const& diagnostic = url.error().front();
    EXPECT_EQ(diagnostic.code, DiagnosticCode::url_invalid);
    EXPECT_EQ(diagnostic.value, row.text);
    EXPECT_EQ(diagnostic.expected, row.expected);
    EXPECT_EQ(diagnostic.range.text, row.text);
    EXPECT_EQ(row.text.substr(diagnostic.range.column - 1, diagnostic.range.length), row.underlined);
  }
}

}  // namespace
}  // namespace corsage::url
