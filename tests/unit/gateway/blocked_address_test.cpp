#include "gateway/blocked_address.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace corsage::gateway {
namespace {

bool is_blocked(std::string const& text) {
  return blocked_as(boost::asio::ip::make_address(text)).has_value();
}

TEST(BlockedAddress, is_every_one_that_is_not_of_the_public_network) {
  // The first and the last address of each block.
  std::vector<std::string> const blocked{
      "0.0.0.0",
      "0.255.255.255",
      "10.0.0.0",
      "10.255.255.255",
      "100.64.0.0",
      "100.127.255.255",
      "127.0.0.0",
      "127.0.0.1",
      "127.255.255.255",
      "169.254.0.0",
      "169.254.169.254",
      "169.254.255.255",
      "172.16.0.0",
      "172.31.255.255",
      "192.0.0.0",
      "192.0.0.255",
      "192.0.2.0",
      "192.0.2.255",
      "192.88.99.0",
      "192.88.99.255",
      "192.168.0.0",
      "192.168.255.255",
      "198.18.0.0",
      "198.19.255.255",
      "198.51.100.0",
      "198.51.100.255",
      "203.0.113.0",
      "203.0.113.255",
      "224.0.0.0",
      "239.255.255.255",
      "240.0.0.0",
      "255.255.255.255",
      "::",
      "::1",
      "::7f00:1",
      "::ffff:127.0.0.1",
      "::ffff:10.0.0.1",
      "::ffff:169.254.169.254",
      "::ffff:0:127.0.0.1",
      "::ffff:0:8.8.8.8",
      "64:ff9b::7f00:1",
      "64:ff9b::808:808",
      "64:ff9b:1::1",
      "100::1",
      "2001::1",
      "2001:0:ffff::1",
      "2001:1::1",
      "2001:20::1",
      "2001:1ff:ffff::1",
      "2001:db8::1",
      "2002:7f00:1::1",
      "2002:a00:1::1",
      "3fff::1",
      "5f00::",
      "5f00:ffff::1",
      "fc00::1",
      "fd00:ec2::254",
      "fdff::1",
      "fe80::1",
      "febf::1",
      "fec0::1",
      "ff02::1",
  };
  for (auto const& address : blocked) {
    EXPECT_TRUE(is_blocked(address)) << address;
  }
}

TEST(BlockedAddress, is_no_public_one) {
  // The neighbours of the blocks.
  std::vector<std::string> const open{
      "1.0.0.0",        "9.255.255.255",   "11.0.0.0",    "100.63.255.255", "100.128.0.0",     "126.255.255.255",
      "128.0.0.0",      "169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0",      "192.0.1.0",
      "192.0.3.0",      "192.167.255.255", "192.169.0.0", "198.17.255.255", "198.20.0.0",      "203.0.112.255",
      "203.0.114.0",    "223.255.255.255", "8.8.8.8",     "2001:200::1",    "2606:4700::1111", "2a00:1450:4001::200e",
      "::ffff:8.8.8.8", "2002:808:808::1", "2001:db7::1", "2001:db9::1",    "5eff:ffff::1",    "5f01::",
  };
  for (auto const& address : open) {
    EXPECT_FALSE(is_blocked(address)) << address;
  }
}

TEST(BlockedAddress, says_which_block_it_is) {
  EXPECT_EQ(blocked_as(boost::asio::ip::make_address("::ffff:127.0.0.1")), "loopback");
}

}  // namespace
}  // namespace corsage::gateway
