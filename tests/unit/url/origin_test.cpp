#include "corsage/url/origin.hpp"

#include <gtest/gtest.h>

namespace corsage::url {
namespace {

Url url_of(std::string_view text) {
  return Url::parse(text).value();
}

TEST(Origin, of_a_url) {
  struct Row {
    std::string_view name;
    std::string_view url;
    std::string_view origin;
  };
  static constexpr Row rows[] = {
      {.name = "scheme, host and port", .url = "http://app.test:8101/a?b#c", .origin = "http://app.test:8101"},
      {.name = "no default port", .url = "https://app.test:443/", .origin = "https://app.test"},
      {.name = "no user", .url = "https://u:p@app.test:444/a", .origin = "https://app.test:444"},
      {.name = "IPv6 in brackets", .url = "http://[0:0::1]:81/", .origin = "http://[::1]:81"},
      {.name = "IDNA in ASCII", .url = "https://b\u00FCcher.test/", .origin = "https://xn--bcher-kva.test"},
      {.name = "WebSocket", .url = "wss://a.test/x", .origin = "wss://a.test"},
      {.name = "FTP", .url = "ftp://a.test/x", .origin = "ftp://a.test"},
      {.name = "a blob has that of its path", .url = "blob:https://a.test:1/id", .origin = "https://a.test:1"},
      {.name = "a blob of a file has none", .url = "blob:file:///x", .origin = "null"},
      {.name = "a blob of anything else has none", .url = "blob:ws://a.test/", .origin = "null"},
      {.name = "file", .url = "file:///x", .origin = "null"},
      {.name = "data", .url = "data:,x", .origin = "null"},
      {.name = "about", .url = "about:blank", .origin = "null"},
      {.name = "a scheme that is not special", .url = "capacitor://localhost/x", .origin = "null"},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(Origin::of(url_of(row.url)).serialized(), row.origin);
  }
}

TEST(Origin, has_a_scheme_and_a_host_unless_opaque) {
  struct Row {
    std::string_view name;
    std::string_view origin;
    std::string_view scheme;
    std::string_view host;
  };
  static constexpr Row rows[] = {
      {.name = "without a port", .origin = "https://a.test", .scheme = "https", .host = "a.test"},
      {.name = "with a port", .origin = "http://a.test:81", .scheme = "http", .host = "a.test"},
      {.name = "IPv6", .origin = "http://[::1]", .scheme = "http", .host = "[::1]"},
      {.name = "IPv6 with a port", .origin = "http://[::1]:81", .scheme = "http", .host = "[::1]"},
      {.name = "opaque", .origin = "null", .scheme = "", .host = ""},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    auto const origin = Origin::parse(row.origin).value();
    EXPECT_EQ(origin.scheme(), row.scheme);
    EXPECT_EQ(origin.host(), row.host);
  }
}

TEST(Origin, opaque_ones_are_the_same_by_identity_only) {
  EXPECT_EQ(Origin::opaque(1), Origin::opaque(1));
  EXPECT_NE(Origin::opaque(1), Origin::opaque(2));
  EXPECT_EQ(Origin::of(url_of("data:,x"), 7), Origin::opaque(7));
  EXPECT_EQ(Origin::parse("null", 7).value(), Origin::opaque(7));
}

TEST(Origin, is_read_as_people_write_it) {
  struct Row {
    std::string_view name;
    std::string_view text;
    std::string_view origin;
  };
  static constexpr Row rows[] = {
      {.name = "as serialised", .text = "https://app.example.com", .origin = "https://app.example.com"},
      {.name = "with a port", .text = "http://localhost:3000", .origin = "http://localhost:3000"},
      {.name = "with the default port", .text = "https://app.example.com:443", .origin = "https://app.example.com"},
      {.name = "in capitals", .text = "HTTPS://App.Example.com", .origin = "https://app.example.com"},
      {.name = "null is opaque", .text = "null", .origin = "null"},
      {.name = "a file is opaque", .text = "file://", .origin = "null"},
      {.name = "a file with a path is opaque", .text = "file:///home/me/index.html", .origin = "null"},
      {.name = "Capacitor's pages", .text = "capacitor://localhost", .origin = "capacitor://localhost"},
      {.name = "an extension's pages",
       .text = "chrome-extension://abcdefghij",
       .origin = "chrome-extension://abcdefghij"},
      {.name = "a scheme of one's own with a port", .text = "app://localhost:80", .origin = "app://localhost:80"},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    auto const origin = Origin::parse(row.text);
    ASSERT_TRUE(origin.has_value()) << origin.error().front().expected;
    EXPECT_EQ(origin->serialized(), row.origin);
  }
}

TEST(Origin, says_what_would_be_one) {
  struct Row {
    std::string_view name;
    std::string_view text;
    std::string_view expected;
    std::string_view underlined;
  };
  static constexpr Row rows[] = {
      {.name = "a trailing slash",
       .text = "https://a.example/",
       .expected = "the origin is https://a.example; an origin has no trailing slash",
       .underlined = "/"},
      {.name = "a path",
       .text = "https://a.example/x?y",
       .expected = "the origin is https://a.example; an origin has no path",
       .underlined = "/x?y"},
      {.name = "a query",
       .text = "https://a.example?y",
       .expected = "the origin is https://a.example; an origin has no query",
       .underlined = "?y"},
      {.name = "a fragment",
       .text = "https://a.example#y",
       .expected = "the origin is https://a.example; an origin has no fragment",
       .underlined = "#y"},
      {.name = "a user",
       .text = "https://u:p@a.example",
       .expected = "the origin is https://a.example; an origin has no user or password",
       .underlined = "u:p@"},
      {.name = "a space",
       .text = "https://a.example ",
       .expected = "the origin is https://a.example; an origin has no spaces",
       .underlined = " "},
      {.name = "slashes that are missing",
       .text = "https:a.example",
       .expected = "the origin is https://a.example",
       .underlined = "https:a.example"},
      {.name = "a blob",
       .text = "blob:https://a.example/id",
       .expected = "the origin is https://a.example",
       .underlined = "blob:https://a.example/id"},
      {.name = "no scheme",
       .text = "app.example.com",
       .expected = "an origin begins with its scheme: write https://app.example.com",
       .underlined = "app.example.com"},
      {.name = "no scheme, but a port",
       .text = "app.example.com:8443",
       .expected = "an origin begins with its scheme: write https://app.example.com:8443",
       .underlined = "app.example.com:8443"},
      {.name = "no scheme on this machine",
       .text = "localhost:3000",
       .expected = "an origin begins with its scheme: write http://localhost:3000",
       .underlined = "localhost:3000"},
      {.name = "no scheme but its slashes",
       .text = "//app.example.com",
       .expected = "an origin begins with its scheme: write https://app.example.com",
       .underlined = "//app.example.com"},
      {.name = "several origins",
       .text = "https://a.example,https://b.example",
       .expected = "a page has one origin; name one",
       .underlined = "https://a.example,https://b.example"},
      {.name = "several origins with a space",
       .text = "https://a.example https://b.example",
       .expected = "a page has one origin; name one",
       .underlined = "https://a.example https://b.example"},
      {.name = "null in capitals",
       .text = "NULL",
       .expected = "write null, in lower case, for an opaque origin",
       .underlined = "NULL"},
      {.name = "everybody",
       .text = "*",
       .expected = "'*' stands for every origin; name one, as in https://app.example.com",
       .underlined = "*"},
      {.name = "nothing",
       .text = "",
       .expected = "write its scheme and its host, as in https://app.example.com",
       .underlined = ""},
      {.name = "a path alone",
       .text = "/x",
       .expected = "write its scheme and its host, as in https://app.example.com",
       .underlined = "/x"},
      {.name = "a document without an origin",
       .text = "data:text/html,x",
       .expected = "the origin of such a URL is opaque: write null",
       .underlined = "data:text/html,x"},
      {.name = "a bad port",
       .text = "https://a.example:8o80",
       .expected = "it has a port that is not a number from 0 to 65535",
       .underlined = "8o80"},
      {.name = "a bad host",
       .text = "https://a b",
       .expected = "it has a character in its host that no host can have",
       .underlined = " "},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    auto const origin = Origin::parse(row.text);
    ASSERT_FALSE(origin.has_value()) << origin->serialized();
    ASSERT_EQ(origin.error().size(), 1U);
    auto const& diagnostic = origin.error().front();
    EXPECT_EQ(diagnostic.code, DiagnosticCode::origin_invalid);
    EXPECT_EQ(diagnostic.value, row.text);
    EXPECT_EQ(diagnostic.expected, row.expected);
    EXPECT_EQ(row.text.substr(diagnostic.range.column - 1, diagnostic.range.length), row.underlined);
  }
}

TEST(Origin, is_the_same_for_urls_of_one_scheme_host_and_port) {
  struct Row {
    std::string_view name;
    std::string_view left;
    std::string_view right;
    bool same;
  };
  static constexpr Row rows[] = {
      {.name = "another path", .left = "http://a.test/x", .right = "http://a.test/y", .same = true},
      {.name = "the default port", .left = "http://a.test:80/", .right = "http://a.test/", .same = true},
      {.name = "a user does not matter", .left = "http://u:p@a.test:81/", .right = "http://a.test:81/", .same = true},
      {.name = "another scheme", .left = "http://a.test/", .right = "https://a.test/", .same = false},
      {.name = "another port", .left = "http://a.test:81/", .right = "http://a.test:82/", .same = false},
      {.name = "a longer port", .left = "http://a.test:81/", .right = "http://a.test:810/", .same = false},
      {.name = "a longer host", .left = "http://a.test/", .right = "http://a.test.b/", .same = false},
      {.name = "a trailing dot", .left = "http://a.test/", .right = "http://a.test./", .same = false},
      {.name = "a blob of it", .left = "http://a.test/", .right = "blob:http://a.test/id", .same = true},
      {.name = "two blobs of it", .left = "blob:http://a.test/1", .right = "blob:http://a.test/2", .same = true},
      {.name = "a blob of nobody", .left = "blob:x", .right = "blob:x", .same = false},
      {.name = "opaque ones", .left = "data:,x", .right = "data:,x", .same = false},
      {.name = "files", .left = "file:///x", .right = "file:///x", .same = false},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    auto const left = url_of(row.left);
    auto const right = url_of(row.right);
    EXPECT_EQ(same_origin(left, right), row.same);
    EXPECT_EQ(same_origin(right, left), row.same);
    EXPECT_EQ(same_origin(left, Origin::of(right)), row.same);
    EXPECT_EQ(same_origin(right, Origin::of(left)), row.same);
  }
}

}  // namespace
}  // namespace corsage::url
