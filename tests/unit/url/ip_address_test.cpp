#include "corsage/url/ip_address.hpp"

#include <gtest/gtest.h>

namespace corsage::url {
namespace {

TEST(IpAddress, is_in_an_address_space) {
  struct Row {
    std::string_view name;
    std::string_view first;  ///< the block's ends
    std::string_view last;
    IpAddressSpace space;
  };
  using enum IpAddressSpace;
  static constexpr Row rows[] = {
      {.name = "loopback", .first = "127.0.0.0", .last = "127.255.255.255", .space = loopback},
      {.name = "below loopback", .first = "126.255.255.255", .last = "126.255.255.255", .space = public_},
      {.name = "above loopback", .first = "128.0.0.0", .last = "128.0.0.0", .space = public_},
      {.name = "benchmarking", .first = "198.18.0.0", .last = "198.19.255.255", .space = loopback},
      {.name = "above benchmarking", .first = "198.20.0.0", .last = "198.20.0.0", .space = public_},
      {.name = "this host", .first = "0.0.0.0", .last = "0.0.0.0", .space = loopback},
      {.name = "this network", .first = "0.0.0.1", .last = "0.255.255.255", .space = local},
      {.name = "10/8", .first = "10.0.0.0", .last = "10.255.255.255", .space = local},
      {.name = "carrier-grade NAT", .first = "100.64.0.0", .last = "100.127.255.255", .space = local},
      {.name = "above carrier-grade NAT", .first = "100.128.0.0", .last = "100.128.0.0", .space = public_},
      {.name = "172.16/12", .first = "172.16.0.0", .last = "172.31.255.255", .space = local},
      {.name = "above 172.16/12", .first = "172.32.0.0", .last = "172.32.0.0", .space = public_},
      {.name = "192.168/16", .first = "192.168.0.0", .last = "192.168.255.255", .space = local},
      {.name = "link-local", .first = "169.254.0.0", .last = "169.254.255.255", .space = local},
      {.name = "anything else", .first = "8.8.8.8", .last = "255.255.255.255", .space = public_},
      {.name = "IPv6 loopback", .first = "::1", .last = "[::1]", .space = loopback},
      {.name = "IPv6 unspecified", .first = "::", .last = "[::]", .space = loopback},
      {.name = "above IPv6 loopback", .first = "::2", .last = "::3", .space = public_},
      {.name = "unique local", .first = "fc00::", .last = "fdff:ffff::1", .space = local},
      {.name = "below unique local", .first = "fbff::", .last = "fbff:ffff::", .space = public_},
      {.name = "IPv6 link-local", .first = "fe80::1", .last = "febf:ffff::", .space = local},
      {.name = "site-local", .first = "fec0::", .last = "feff:ffff::", .space = local},
      {.name = "multicast", .first = "ff00::", .last = "ff02::1", .space = public_},
      {.name = "documentation", .first = "2001:db8::", .last = "2001:db8:ffff::", .space = local},
      {.name = "above documentation", .first = "2001:db9::", .last = "2001:db9::", .space = public_},
      {.name = "newer documentation", .first = "3fff::", .last = "3fff:fff:ffff::", .space = local},
      {.name = "above newer documentation", .first = "3fff:1000::", .last = "3fff:1000::", .space = public_},
      {.name = "mapped IPv4 loopback", .first = "::ffff:127.0.0.1", .last = "[::ffff:7f00:1]", .space = loopback},
      {.name = "mapped IPv4 local", .first = "::ffff:10.0.0.1", .last = "::ffff:c0a8:1", .space = local},
      {.name = "mapped IPv4 public", .first = "::ffff:8.8.8.8", .last = "::ffff:8.8.4.4", .space = public_},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(address_space_of_ip(row.first), row.space);
    EXPECT_EQ(address_space_of_ip(row.last), row.space);
  }
}

TEST(IpAddress, is_nothing_else) {
  for (std::string_view const text :
       {"", "localhost", "127.1", "0x7f.0.0.1", "127.0.0.1.", "1.2.3.4.5", "01.2.3.4", "[", "]", "[]", "[::1", "::1]x",
        "1:2", "example.com", "256.0.0.1", "[127.0.0.1]"}) {
    SCOPED_TRACE(text);
    EXPECT_EQ(address_space_of_ip(text), std::nullopt);
  }
}

TEST(IpAddress, spaces_are_ordered_from_public_to_loopback) {
  struct Row {
    std::string_view name;
    IpAddressSpace target;
    IpAddressSpace client;
    bool less_public;
  };
  using enum IpAddressSpace;
  static constexpr Row rows[] = {
      {.name = "public to local", .target = local, .client = public_, .less_public = true},
      {.name = "public to loopback", .target = loopback, .client = public_, .less_public = true},
      {.name = "local to loopback", .target = loopback, .client = local, .less_public = true},
      {.name = "unknown counts as public", .target = local, .client = unknown, .less_public = true},
      {.name = "public to public", .target = public_, .client = public_, .less_public = false},
      {.name = "local to local", .target = local, .client = local, .less_public = false},
      {.name = "loopback to loopback", .target = loopback, .client = loopback, .less_public = false},
      {.name = "local to public", .target = public_, .client = local, .less_public = false},
      {.name = "loopback to local", .target = local, .client = loopback, .less_public = false},
      {.name = "public to unknown", .target = unknown, .client = public_, .less_public = false},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(is_less_public(row.target, row.client), row.less_public);
  }
}

TEST(IpAddress, spaces_have_the_names_of_the_standard) {
  EXPECT_EQ(to_string(IpAddressSpace::loopback), "loopback");
  EXPECT_EQ(to_string(IpAddressSpace::local), "local");
  EXPECT_EQ(to_string(IpAddressSpace::public_), "public");
  EXPECT_EQ(to_string(IpAddressSpace::unknown), "unknown");
}

}  // namespace
}  // namespace corsage::url
