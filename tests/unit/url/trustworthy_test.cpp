#include "corsage/url/origin.hpp"

#include <gtest/gtest.h>

namespace corsage::url {
namespace {

TEST(Trustworthy, urls_that_nobody_on_the_way_can_change) {
  struct Row {
    std::string_view name;
    std::string_view url;
    bool trustworthy;
  };
  static constexpr Row rows[] = {
      {.name = "TLS", .url = "https://a.test/", .trustworthy = true},
      {.name = "WebSocket over TLS", .url = "wss://a.test/", .trustworthy = true},
      {.name = "plain", .url = "http://a.test/", .trustworthy = false},
      {.name = "plain WebSocket", .url = "ws://a.test/", .trustworthy = false},
      {.name = "localhost", .url = "http://localhost:3000/", .trustworthy = true},
      {.name = "a name below localhost", .url = "http://api.localhost/", .trustworthy = true},
      {.name = "localhost, fully qualified", .url = "http://localhost./", .trustworthy = true},
      {.name = "a name that ends alike", .url = "http://notlocalhost/", .trustworthy = false},
      {.name = "a name that begins alike", .url = "http://localhost.test/", .trustworthy = false},
      {.name = "127.0.0.1", .url = "http://127.0.0.1:8080/", .trustworthy = true},
      {.name = "all of 127.0.0.0/8", .url = "ws://127.1.2.3/", .trustworthy = true},
      {.name = "a name that begins as such an address", .url = "http://127.0.0.1.test/", .trustworthy = false},
      {.name = "0.0.0.0", .url = "http://0.0.0.0/", .trustworthy = false},
      {.name = "::1", .url = "http://[::1]/", .trustworthy = true},
      {.name = "::2", .url = "http://[::2]/", .trustworthy = false},
      {.name = "a private address", .url = "http://192.168.0.1/", .trustworthy = false},
      {.name = "a file", .url = "file:///x", .trustworthy = true},
      {.name = "data", .url = "data:,x", .trustworthy = true},
      {.name = "about:blank", .url = "about:blank", .trustworthy = true},
      {.name = "about:srcdoc", .url = "about:srcdoc", .trustworthy = true},
      {.name = "about:anything", .url = "about:anything", .trustworthy = false},
      {.name = "a blob of a trustworthy page", .url = "blob:https://a.test/id", .trustworthy = true},
      {.name = "a blob of a plain page", .url = "blob:http://a.test/id", .trustworthy = false},
      {.name = "an unknown scheme", .url = "foo://localhost/", .trustworthy = false},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(is_potentially_trustworthy(Url::parse(row.url).value()), row.trustworthy);
  }
}

TEST(Trustworthy, origins_that_nobody_on_the_way_can_change) {
  struct Row {
    std::string_view name;
    std::string_view origin;
    bool trustworthy;
  };
  static constexpr Row rows[] = {
      {.name = "TLS", .origin = "https://a.test", .trustworthy = true},
      {.name = "plain", .origin = "http://a.test", .trustworthy = false},
      {.name = "localhost", .origin = "http://localhost:3000", .trustworthy = true},
      {.name = "IPv6 loopback", .origin = "http://[::1]:81", .trustworthy = true},
      {.name = "Capacitor's localhost", .origin = "capacitor://localhost", .trustworthy = true},
      {.name = "an extension", .origin = "chrome-extension://abcdef", .trustworthy = true},
      {.name = "an unknown scheme", .origin = "foo://bar", .trustworthy = false},
      {.name = "opaque", .origin = "null", .trustworthy = false},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(is_potentially_trustworthy(Origin::parse(row.origin).value()), row.trustworthy);
  }
}

}  // namespace
}  // namespace corsage::url
