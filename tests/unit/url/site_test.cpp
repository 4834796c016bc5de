#include "corsage/url/site.hpp"

#include <gtest/gtest.h>

namespace corsage::url {
namespace {

TEST(Site, is_a_suffix_and_one_label) {
  struct Row {
    std::string_view name;
    std::string_view host;
    std::string_view public_suffix;
    std::string_view registrable_domain;
  };
  static constexpr Row rows[] = {
      {.name = "a bare suffix", .host = "com", .public_suffix = "com", .registrable_domain = ""},
      {.name = "a domain", .host = "example.com", .public_suffix = "com", .registrable_domain = "example.com"},
      {.name = "below a domain",
       .host = "a.b.example.com",
       .public_suffix = "com",
       .registrable_domain = "example.com"},
      {.name = "two labels of suffix",
       .host = "a.example.co.uk",
       .public_suffix = "co.uk",
       .registrable_domain = "example.co.uk"},
      {.name = "a trailing dot is kept",
       .host = "a.example.com.",
       .public_suffix = "com.",
       .registrable_domain = "example.com."},
      {.name = "the private section counts",
       .host = "a.whatwg.github.io",
       .public_suffix = "github.io",
       .registrable_domain = "whatwg.github.io"},
      {.name = "a bare private suffix", .host = "github.io", .public_suffix = "github.io", .registrable_domain = ""},
      {.name = "a wildcard", .host = "a.b.ck", .public_suffix = "b.ck", .registrable_domain = "a.b.ck"},
      {.name = "an exception to it", .host = "a.www.ck", .public_suffix = "ck", .registrable_domain = "www.ck"},
      {.name = "Punycode",
       .host = "a.example.xn--fiqs8s",
       .public_suffix = "xn--fiqs8s",
       .registrable_domain = "example.xn--fiqs8s"},
      {.name = "a last label that is on no list",
       .host = "a.b.site.localhost",
       .public_suffix = "localhost",
       .registrable_domain = "site.localhost"},
      {.name = "localhost", .host = "localhost", .public_suffix = "localhost", .registrable_domain = ""},
      {.name = "IPv4", .host = "127.0.0.1", .public_suffix = "", .registrable_domain = ""},
      {.name = "IPv6", .host = "[::1]", .public_suffix = "", .registrable_domain = ""},
      {.name = "no host", .host = "", .public_suffix = "", .registrable_domain = ""},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(public_suffix(row.host), row.public_suffix);
    EXPECT_EQ(registrable_domain(row.host), row.registrable_domain);
  }
}

TEST(Site, is_the_same_for_one_registrable_domain) {
  struct Row {
    std::string_view name;
    std::string_view left;
    std::string_view right;
    bool schemelessly;
    bool same;
  };
  static constexpr Row rows[] = {
      {.name = "one origin", .left = "https://a.test", .right = "https://a.test", .schemelessly = true, .same = true},
      {.name = "another port",
       .left = "https://a.test:1",
       .right = "https://a.test:2",
       .schemelessly = true,
       .same = true},
      {.name = "siblings",
       .left = "https://app.example.com",
       .right = "https://api.example.com",
       .schemelessly = true,
       .same = true},
      {.name = "parent and child",
       .left = "https://example.com",
       .right = "https://api.example.com",
       .schemelessly = true,
       .same = true},
      {.name = "another scheme",
       .left = "http://app.example.com",
       .right = "https://api.example.com",
       .schemelessly = true,
       .same = false},
      {.name = "another domain",
       .left = "https://example.com",
       .right = "https://example.org",
       .schemelessly = false,
       .same = false},
      {.name = "two users of a private suffix",
       .left = "https://a.github.io",
       .right = "https://b.github.io",
       .schemelessly = false,
       .same = false},
      {.name = "one user of a private suffix",
       .left = "https://a.b.github.io",
       .right = "https://c.b.github.io",
       .schemelessly = true,
       .same = true},
      {.name = "names below localhost, a suffix",
       .left = "http://app.localhost",
       .right = "http://api.localhost",
       .schemelessly = false,
       .same = false},
      {.name = "names below a name below localhost",
       .left = "http://app.site.localhost",
       .right = "http://api.site.localhost",
       .schemelessly = true,
       .same = true},
      {.name = "localhost itself",
       .left = "http://localhost:1",
       .right = "http://localhost:2",
       .schemelessly = true,
       .same = true},
      {.name = "localhost and a name below",
       .left = "http://localhost",
       .right = "http://api.localhost",
       .schemelessly = false,
       .same = false},
      {.name = "a name that ends alike",
       .left = "https://example.com",
       .right = "https://notexample.com",
       .schemelessly = false,
       .same = false},
      {.name = "a suffix below the other's domain",
       .left = "https://a.amazonaws.com",
       .right = "https://a.s3.amazonaws.com",
       .schemelessly = false,
       .same = false},
      {.name = "a suffix and a name below",
       .left = "https://github.io",
       .right = "https://a.github.io",
       .schemelessly = false,
       .same = false},
      {.name = "one address",
       .left = "http://127.0.0.1:1",
       .right = "http://127.0.0.1:2",
       .schemelessly = true,
       .same = true},
      {.name = "addresses that end alike",
       .left = "http://10.0.0.1",
       .right = "http://11.0.0.1",
       .schemelessly = false,
       .same = false},
      {.name = "IPv6 addresses", .left = "http://[::1]", .right = "http://[::2]", .schemelessly = false, .same = false},
      {.name = "a trailing dot is another site",
       .left = "https://a.example.com.",
       .right = "https://a.example.com",
       .schemelessly = false,
       .same = false},
      {.name = "both with a trailing dot",
       .left = "https://a.example.com.",
       .right = "https://b.example.com.",
       .schemelessly = true,
       .same = true},
      {.name = "an opaque one and a tuple",
       .left = "null",
       .right = "https://a.test",
       .schemelessly = false,
       .same = false},
      {.name = "one opaque one", .left = "null", .right = "null", .schemelessly = true, .same = true},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    auto const left = Origin::parse(row.left).value();
    auto const right = Origin::parse(row.right).value();
    EXPECT_EQ(schemelessly_same_site(left, right), row.schemelessly);
    EXPECT_EQ(schemelessly_same_site(right, left), row.schemelessly);
    EXPECT_EQ(same_site(left, right), row.same);
    EXPECT_EQ(same_site(right, left), row.same);
  }
}

TEST(Site, of_opaque_origins_is_theirs_alone) {
  EXPECT_FALSE(same_site(Origin::opaque(1), Origin::opaque(2)));
}

}  // namespace
}  // namespace corsage::url
