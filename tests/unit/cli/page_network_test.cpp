#include "page_network.hpp"

#include <array>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <unistd.h>

namespace corsage::cli {
namespace {

struct Row {
  std::string name;
  std::string origin;
  url::IpAddressSpace space;
};

TEST(PageNetwork, IsThatOfTheOriginsHost) {
  using url::IpAddressSpace;
  std::vector<Row> const rows = {
      {.name = "an opaque origin comes from nowhere", .origin = "null", .space = IpAddressSpace::unknown},
      {.name = "loopback by name", .origin = "http://localhost:5173", .space = IpAddressSpace::loopback},
      {.name = "loopback below localhost", .origin = "http://app.localhost", .space = IpAddressSpace::loopback},
      {.name = "loopback by number", .origin = "http://127.0.0.1", .space = IpAddressSpace::loopback},
      {.name = "a private network", .origin = "http://192.168.1.20", .space = IpAddressSpace::local},
      {.name = "a public address", .origin = "https://8.8.8.8", .space = IpAddressSpace::public_},
      {.name = "IPv6 in brackets", .origin = "http://[::1]:8080", .space = IpAddressSpace::loopback},
      {.name = "a name of documentation stands for a public one",
       .origin = "https://app.example.com",
       .space = IpAddressSpace::public_},
      {.name = "a name of the local network", .origin = "http://printer.local", .space = IpAddressSpace::local},
      {.name = "a domain that does not resolve is public all the same",
       .origin = "https://no-such-name.corsage-does-not-exist.co.uk",
       .space = IpAddressSpace::public_},
      {.name = "a reserved name is not asked for", .origin = "https://app.test", .space = IpAddressSpace::unknown},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    NetworkOptions const options;
    EXPECT_EQ(PageNetworks(options).of(*url::Origin::parse(row.origin)), row.space);
  }
}

TEST(PageNetwork, IsWhereTheOptionsSay) {
  NetworkOptions options;
  options.resolve = {"api.test:443:8.8.8.8", "App.test:80:[fd00::1],8.8.8.8"};
  EXPECT_EQ(PageNetworks(options).of(*url::Origin::parse("https://app.test:8443")), url::IpAddressSpace::local);
}

TEST(PageNetwork, IsNotAskedForBehindAProxy) {
  // The one name that a resolver knows everywhere.
  std::array<char, 256> name{};
  ASSERT_EQ(gethostname(name.data(), name.size() - 1), 0);
  auto const origin = url::Origin::parse("http://" + std::string(name.data()));
  ASSERT_TRUE(origin);
  NetworkOptions options;
  options.proxy = "http://127.0.0.1:9";
  EXPECT_NE(PageNetworks(options).of(*origin), url::IpAddressSpace::loopback);
  EXPECT_NE(PageNetworks(options).of(*origin), url::IpAddressSpace::local);
}

struct UrlRow {
  std::string url;
  bool is_local;
};

TEST(PageNetwork, IsLocalWhereTheUrlSaysSo) {
  std::vector<UrlRow> const rows = {
      {.url = "http://localhost:8080/", .is_local = true},    {.url = "http://127.0.0.1/", .is_local = true},
      {.url = "http://192.168.1.1/", .is_local = true},       {.url = "http://[fe80::1]/", .is_local = true},
      {.url = "http://printer.local/", .is_local = true},     {.url = "https://8.8.8.8/", .is_local = false},
      {.url = "https://api.example.com/", .is_local = false},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.url);
    EXPECT_EQ(is_of_local_network(url::Url::parse(row.url).value()), row.is_local);
  }
}

}  // namespace
}  // namespace corsage::cli
