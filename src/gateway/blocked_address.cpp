#include "blocked_address.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace corsage::gateway {
namespace {

using boost::asio::ip::address;
using boost::asio::ip::address_v4;
using boost::asio::ip::address_v6;

/// Addresses that begin alike.
template <std::size_t size>
struct Block {
  std::array<std::uint8_t, size> start;
  unsigned bits;  ///< how many of them all of its addresses share
  std::string_view name;
};

constexpr std::array<Block<4>, 15> ipv4_blocks{{
    {{0, 0, 0, 0}, 8, "this network"},
    {{10, 0, 0, 0}, 8, "private"},
    {{100, 64, 0, 0}, 10, "a carrier's shared addresses"},
    {{127, 0, 0, 0}, 8, "loopback"},
    {{169, 254, 0, 0}, 16, "link-local, where metadata services are"},
    {{172, 16, 0, 0}, 12, "private"},
    {{192, 0, 0, 0}, 24, "protocol assignments"},
    {{192, 0, 2, 0}, 24, "documentation"},
    {{192, 88, 99, 0}, 24, "6to4 relays"},
    {{192, 168, 0, 0}, 16, "private"},
    {{198, 18, 0, 0}, 15, "benchmarks"},
    {{198, 51, 100, 0}, 24, "documentation"},
    {{203, 0, 113, 0}, 24, "documentation"},
    {{224, 0, 0, 0}, 4, "multicast"},
    {{240, 0, 0, 0}, 4, "reserved, or broadcast"},
}};

constexpr std::array<Block<16>, 13> ipv6_blocks{{
    {{}, 96, "unspecified, loopback, or an IPv4-compatible address"},
    {{0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff}, 96, "IPv4-translated"},
    {{0x00, 0x64, 0xff, 0x9b}, 96, "NAT64"},
    {{0x00, 0x64, 0xff, 0x9b, 0x00, 0x01}, 48, "local NAT64"},
    {{0x01, 0x00}, 64, "discard-only"},
    {{0x20, 0x01, 0x00, 0x00}, 23, "protocol assignments, and Teredo"},
    {{0x20, 0x01, 0x0d, 0xb8}, 32, "documentation"},
    {{0x3f, 0xff}, 20, "documentation"},
    {{0x5f, 0x00}, 16, "segment routing"},
    {{0xfc, 0x00}, 7, "unique local, where metadata services are"},
    {{0xfe, 0x80}, 10, "link-local"},
    {{0xfe, 0xc0}, 10, "site-local"},
    {{0xff, 0x00}, 8, "multicast"},
}};

template <std::size_t size>
bool holds(Block<size> const& block, std::array<std::uint8_t, size> const& bytes) {
  for (unsigned bit = 0; bit < block.bits; bit += 8) {
    auto const shared = std::min(8U, block.bits - bit);
    auto const mask = static_cast<std::uint8_t>(0xFFU << (8U - shared));
    if (((bytes[bit / 8] ^ block.start[bit / 8]) & mask) != 0) {
      return false;
    }
  }
  return true;
}

template <std::size_t size>
std::optional<std::string_view> name_among(std::span<Block<size> const> blocks,
                                           std::array<std::uint8_t, size> const& bytes) {
  auto const found = std::ranges::find_if(blocks, [&bytes](auto const& block) { return holds(block, bytes); });
  return found == blocks.end() ? std::nullopt : std::optional(found->name);
}

std::optional<std::string_view> blocked_as(address_v4::bytes_type const& bytes) {
  return name_among<4>(ipv4_blocks, bytes);
}

/// The IPv4 address that stands in an IPv6 one from a byte on.
address_v4::bytes_type ipv4_within(address_v6::bytes_type const& bytes, std::size_t from) {
  address_v4::bytes_type within{};
  std::copy_n(bytes.begin() + static_cast<std::ptrdiff_t>(from), within.size(), within.begin());
  return within;
}

}  // namespace

std::optional<std::string_view> blocked_as(address const& address) {
  if (address.is_v4()) {
    return blocked_as(address.to_v4().to_bytes());
  }
  auto const bytes = address.to_v6().to_bytes();
  if (address.to_v6().is_v4_mapped()) {
    return blocked_as(ipv4_within(bytes, 12));
  }
  constexpr Block<16> six_to_four{{0x20, 0x02}, 16, ""};
  if (holds(six_to_four, bytes)) {
    return blocked_as(ipv4_within(bytes, 2));
  }
  return name_among<16>(ipv6_blocks, bytes);
}

}  // namespace corsage::gateway
