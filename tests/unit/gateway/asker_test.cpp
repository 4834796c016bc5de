#include "gateway/asker.hpp"

#include <string>
#include <string_view>
#include <vector>

#include "gateway/cross_site.hpp"
#include "gateway/message_parser.hpp"

#include <gtest/gtest.h>

namespace corsage::gateway {
namespace {

struct AskerRow {
  std::string_view name;
  std::string_view lines;
  std::string_view address;
  std::string_view scheme = "http";
  std::string_view host = "gateway.test";
  bool is_trusted_proxy = true;
};

TEST(Asker, is_whom_the_last_trusted_proxy_saw) {
  std::vector<AskerRow> const rows{
      {.name = "nobody says anything", .lines = "", .address = "10.0.0.9"},
      {.name = "who is not trusted says something",
       .lines = "X-Forwarded-For: 192.0.2.1\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Host: a\r\n",
       .address = "10.0.0.9",
       .is_trusted_proxy = false},
      {.name = "one address", .lines = "X-Forwarded-For: 192.0.2.1\r\n", .address = "192.0.2.1"},
      {.name = "what stands before it may be anybody's",
       .lines = "X-Forwarded-For: 6.6.6.6, 192.0.2.1\r\n",
       .address = "192.0.2.1"},
      {.name = "proxies that are trusted are passed",
       .lines = "X-Forwarded-For: 6.6.6.6, 192.0.2.1, 10.0.0.1, 10.0.0.2\r\n",
       .address = "192.0.2.1"},
      {.name = "lines are one list",
       .lines = "X-Forwarded-For: 6.6.6.6\r\nX-Forwarded-For: 192.0.2.1\r\nX-Forwarded-For: 10.0.0.1\r\n",
       .address = "192.0.2.1"},
      {.name = "all are trusted", .lines = "X-Forwarded-For: 10.0.0.1, 10.0.0.2\r\n", .address = "10.0.0.1"},
      {.name = "a port behind IPv4", .lines = "X-Forwarded-For: 192.0.2.1:4711\r\n", .address = "192.0.2.1"},
      {.name = "IPv6", .lines = "X-Forwarded-For: 2001:db8::1\r\n", .address = "2001:db8::1"},
      {.name = "IPv6 in brackets with a port",
       .lines = "X-Forwarded-For: [2001:db8::1]:4711\r\n",
       .address = "2001:db8::1"},
      {.name = "IPv6 in a bracket that is not closed",
       .lines = "X-Forwarded-For: [2001:db8::1\r\n",
       .address = "2001:db8::1"},
      {.name = "scheme and host",
       .lines = "X-Forwarded-For: 192.0.2.1\r\nX-Forwarded-Proto: HTTPS\r\nX-Forwarded-Host: app.test, b\r\n",
       .address = "192.0.2.1",
       .scheme = "https",
       .host = "app.test"},
      {.name = "Forwarded",
       .lines = "Forwarded: for=6.6.6.6;host=evil.test, For=\"[2001:db8::1]:4711\";Proto=https; host=\"app.test\", "
                "for=10.0.0.1;proto=http;host=inner.test\r\n",
       .address = "2001:db8::1",
       .scheme = "https",
       .host = "app.test"},
      {.name = "Forwarded beside X-Forwarded-For",
       .lines = "Forwarded: for=6.6.6.6\r\nX-Forwarded-For: 192.0.2.1\r\n",
       .address = "192.0.2.1"},
      {.name = "odd elements", .lines = "Forwarded: ;;, for, =, for=;x\r\n", .address = "10.0.0.9"},
  };
  std::vector<Network> const trusted{*parse_network("10.0.0.0/8")};
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    auto const bytes = "GET / HTTP/1.1\r\nHost: gateway.test\r\n" + std::string(row.lines) + "\r\n";
    Head head;
    RequestParser parser(head, 100);
    std::size_t length = 0;
    ASSERT_EQ(parser.read_head(bytes, length), ParseState::done);
    auto const asker =
        who_asks(head, {.address = "10.0.0.9", .scheme = "http", .is_trusted_proxy = row.is_trusted_proxy}, trusted);
    EXPECT_EQ(asker.address, row.address);
    EXPECT_EQ(asker.scheme, row.scheme);
    EXPECT_EQ(asker.host, row.host);
  }
}

struct PageRow {
  std::string_view name;
  std::string_view lines;
  Asker asker = {.address = "192.0.2.1", .scheme = "https", .host = "app.test"};
  bool is_own = true;
};

TEST(Page, is_the_gateways_own_where_the_browser_says_so) {
  std::vector<PageRow> const rows{
      {.name = "no page", .lines = ""},
      {.name = "its origin", .lines = "Origin: https://app.test\r\n"},
      {.name = "its origin, the port of the scheme named",
       .lines = "Origin: https://app.test\r\n",
       .asker = {.address = "", .scheme = "https", .host = "App.test:443"}},
      {.name = "its origin with a port",
       .lines = "Origin: http://app.test:8080\r\n",
       .asker = {.address = "", .scheme = "http", .host = "app.test:8080"}},
      {.name = "another scheme", .lines = "Origin: http://app.test\r\n", .is_own = false},
      {.name = "another port", .lines = "Origin: https://app.test:8443\r\n", .is_own = false},
      {.name = "a host that goes on", .lines = "Origin: https://app.test.evil.test\r\n", .is_own = false},
      {.name = "a host that begins earlier", .lines = "Origin: https://evil-app.test\r\n", .is_own = false},
      {.name = "no origin", .lines = "Origin: null\r\n", .is_own = false},
      {.name = "an empty one", .lines = "Origin: \r\n", .is_own = false},
      {.name = "the browser's word", .lines = "Sec-Fetch-Site: same-origin\r\nOrigin: https://x.test\r\n"},
      {.name = "a person's doing", .lines = "Sec-Fetch-Site: none\r\n"},
      {.name = "the browser's word that it is not", .lines = "Sec-Fetch-Site: same-site\r\n", .is_own = false},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    auto const bytes = "POST / HTTP/1.1\r\nHost: x\r\n" + std::string(row.lines) + "\r\n";
    Head head;
    RequestParser parser(head, 100);
    std::size_t length = 0;
    ASSERT_EQ(parser.read_head(bytes, length), ParseState::done);
    EXPECT_EQ(is_from_own_page(head, row.asker), row.is_own);
  }
}

}  // namespace
}  // namespace corsage::gateway
