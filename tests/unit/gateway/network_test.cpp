#include "corsage/gateway/network.hpp"

#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

namespace corsage::gateway {
namespace {

struct NetworkRow {
  std::string_view name;
  std::string_view network;
  std::vector<std::string_view> in = {};  ///< none: it is no network
  std::vector<std::string_view> out = {};
};

TEST(Network, holds_the_addresses_that_begin_as_it_does) {
  std::vector<NetworkRow> const rows{
      {.name = "one IPv4 address",
       .network = "192.0.2.1",
       .in = {"192.0.2.1", "::ffff:192.0.2.1"},
       .out = {"192.0.2.2"}},
      {.name = "one IPv6 address", .network = "::1", .in = {"::1", "0:0::1"}, .out = {"::2", "0.0.0.1"}},
      {.name = "whole bytes",
       .network = "10.0.0.0/8",
       .in = {"10.0.0.0", "10.255.255.255"},
       .out = {"11.0.0.0", "::10.0.0.1"}},
      {.name = "a part of a byte",
       .network = "172.16.0.0/12",
       .in = {"172.16.0.1", "172.31.255.255"},
       .out = {"172.32.0.0", "172.15.0.0"}},
      {.name = "IPv6", .network = "2001:db8::/33", .in = {"2001:db8:7fff::1"}, .out = {"2001:db8:8000::"}},
      {.name = "all of IPv4", .network = "0.0.0.0/0", .in = {"1.2.3.4"}, .out = {"::1"}},
      {.name = "everybody", .network = "::/0", .in = {"1.2.3.4", "::1"}},
      {.name = "too many bits for IPv4", .network = "10.0.0.0/33"},
      {.name = "too many bits for IPv6", .network = "::/129"},
      {.name = "bits behind those that are shared", .network = "10.0.0.1/8"},
      {.name = "no bits", .network = "10.0.0.0/"},
      {.name = "a sign before the bits", .network = "10.0.0.0/+8"},
      {.name = "a word behind the bits", .network = "10.0.0.0/8x"},
      {.name = "half an address", .network = "10.0"},
      {.name = "a zone", .network = "fe80::1%1"},
      {.name = "nothing", .network = ""},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    auto const network = parse_network(row.network);
    ASSERT_EQ(network.has_value(), !row.in.empty());
    for (auto const address : row.in) {
      EXPECT_TRUE(holds(*network, *parse_address(address))) << address;
    }
    for (auto const address : row.out) {
      EXPECT_FALSE(holds(*network, *parse_address(address))) << address;
    }
  }
}

}  // namespace
}  // namespace corsage::gateway
