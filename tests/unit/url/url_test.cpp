#include "corsage/url/url.hpp"

#include <gtest/gtest.h>

namespace corsage::url {
namespace {

TEST(Url, resolves_against_a_base) {
  struct Row {
    std::string_view name;
    std::string_view input;
    std::string_view base;
    std::string_view href;
  };
  static constexpr Row rows[] = {
      {.name = "a path of its own",
       .input = "/x",
       .base = "http://api.localhost:8102/a/b",
       .href = "http://api.localhost:8102/x"},
      {.name = "a sibling", .input = "x", .base = "http://a.test/a/b?q#f", .href = "http://a.test/a/x"},
      {.name = "a query keeps the path", .input = "?x", .base = "http://a.test/a/b?q#f", .href = "http://a.test/a/b?x"},
      {.name = "a fragment keeps path and query",
       .input = "#x",
       .base = "http://a.test/a/b?q#f",
       .href = "http://a.test/a/b?q#x"},
      {.name = "nothing is the base without its fragment",
       .input = "",
       .base = "http://a.test/a/b?q#f",
       .href = "http://a.test/a/b?q"},
      {.name = "another host keeps the scheme",
       .input = "//b.test/x",
       .base = "https://a.test/a",
       .href = "https://b.test/x"},
      {.name = "an absolute URL forgets the base",
       .input = "https://b.test",
       .base = "http://a.test/a",
       .href = "https://b.test/"},
      {.name = "the user stays with the host",
       .input = "x",
       .base = "http://u:p@a.test:81/a",
       .href = "http://u:p@a.test:81/x"},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    auto const base = Url::parse(row.base).value();
    EXPECT_EQ(Url::parse(row.input, &base).value().href(), row.href);
  }
}

TEST(Url, has_an_authority_without_user_and_a_request_target) {
  auto const url = Url::parse("http://u:p@api.test:8102/a/b?c#d").value();
  EXPECT_EQ(url.authority_without_credentials(), "api.test:8102");
  EXPECT_EQ(url.path_and_query(), "/a/b?c");
  EXPECT_EQ(url.href_without_fragment(), "http://u:p@api.test:8102/a/b?c");
}

TEST(Url, loses_its_credentials_and_nothing_else) {
  struct Row {
    std::string_view name;
    std::string_view url;
    std::string_view without;
  };
  static constexpr Row rows[] = {
      {.name = "user and password", .url = "http://u:p@a.test:81/b?c#d", .without = "http://a.test:81/b?c#d"},
      {.name = "user alone", .url = "http://u@a.test/", .without = "http://a.test/"},
      {.name = "password alone", .url = "http://:p@a.test/", .without = "http://a.test/"},
      {.name = "neither", .url = "http://a.test/b", .without = "http://a.test/b"},
      {.name = "no host to have them", .url = "data:u:p@a", .without = "data:u:p@a"},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    auto url = Url::parse(row.url).value();
    url.remove_credentials();
    auto const again = Url::parse(row.without).value();
    EXPECT_EQ(url, again);
    EXPECT_FALSE(url.includes_credentials());
    EXPECT_EQ(url.host(), again.host());
    EXPECT_EQ(url.path(), again.path());
    EXPECT_EQ(url.query(), again.query());
    EXPECT_EQ(url.fragment(), again.fragment());
  }
}

TEST(Url, takes_a_new_fragment) {
  struct Row {
    std::string_view name;
    std::string_view url;
    std::optional<std::string_view> fragment;
    std::string_view href;
  };
  static constexpr Row rows[] = {
      {.name = "the first", .url = "http://a.test/?q", .fragment = "f", .href = "http://a.test/?q#f"},
      {.name = "another", .url = "http://a.test/#old", .fragment = "f", .href = "http://a.test/#f"},
      {.name = "an empty one is one", .url = "http://a.test/#old", .fragment = "", .href = "http://a.test/#"},
      {.name = "null is none", .url = "http://a.test/#old", .fragment = std::nullopt, .href = "http://a.test/"},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    auto url = Url::parse(row.url).value();
    url.set_fragment(row.fragment);
    EXPECT_EQ(url.href(), row.href);
    EXPECT_EQ(url.fragment(), row.fragment);
  }
}

TEST(Url, says_why_a_text_is_none) {
  struct Row {
    std::string_view name;
    std::string_view input;
    UrlFailure failure;
  };
  static constexpr Row rows[] = {
      {.name = "no scheme", .input = "api.example.com/x", .failure = UrlFailure::relative_without_base},
      {.name = "no host", .input = "http://", .failure = UrlFailure::host_missing},
      {.name = "a user of no host", .input = "http://u@/", .failure = UrlFailure::host_missing},
      {.name = "a port of no host", .input = "http://:80/", .failure = UrlFailure::host_missing},
      {.name = "a space in the host", .input = "http://a b/", .failure = UrlFailure::host_forbidden_code_point},
      {.name = "a host that IDNA refuses", .input = "http://\u00AD/", .failure = UrlFailure::host_not_ascii_able},
      {.name = "a fifth number", .input = "http://1.2.3.4.5/", .failure = UrlFailure::ipv4_invalid},
      {.name = "an open bracket", .input = "http://[::1/", .failure = UrlFailure::ipv6_invalid},
      {.name = "letters in the port", .input = "http://a:8o80/", .failure = UrlFailure::port_invalid},
      {.name = "a port too high", .input = "http://a:65536/", .failure = UrlFailure::port_invalid},
      {.name = "bytes that are not UTF-8", .input = "http://a/\xFF", .failure = UrlFailure::not_utf8},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    auto const url = Url::parse(row.input);
    ASSERT_FALSE(url.has_value()) << url->href();
    EXPECT_EQ(to_string(url.error()), to_string(row.failure));
  }
}

TEST(Url, has_a_longest) {
  std::string input = "http://a.test/";
  input.resize(Url::longest, 'a');
  EXPECT_TRUE(Url::parse(input).has_value());
  input.push_back('a');
  EXPECT_EQ(Url::parse(input).error(), UrlFailure::too_long);
}

}  // namespace
}  // namespace corsage::url
