#include "corsage/url/ip_address.hpp"

#include <array>
#include <cstdint>

#include "ipv4.hpp"
#include "ipv6.hpp"

namespace corsage::url {
namespace {

/// One row of a table of address blocks, as in 10.0.0.0/8.
template <typename Address>
struct Block {
  Address first;
  unsigned prefix_length;
  IpAddressSpace space;
};

/// https://wicg.github.io/local-network-access/#ip-address-space-section ; the narrower block stands before the wider.
constexpr std::array ipv4_blocks{
    Block<std::uint32_t>{0x7F000000, 8, IpAddressSpace::loopback},   // 127.0.0.0/8
    Block<std::uint32_t>{0xC6120000, 15, IpAddressSpace::loopback},  // 198.18.0.0/15, benchmarking
    Block<std::uint32_t>{0x00000000, 32, IpAddressSpace::loopback},  // 0.0.0.0/32, "this host"
    Block<std::uint32_t>{0x00000000, 8, IpAddressSpace::local},      // 0.0.0.0/8, "this network"
    Block<std::uint32_t>{0x0A000000, 8, IpAddressSpace::local},      // 10.0.0.0/8
    Block<std::uint32_t>{0x64400000, 10, IpAddressSpace::local},     // 100.64.0.0/10, carrier-grade NAT
    Block<std::uint32_t>{0xAC100000, 12, IpAddressSpace::local},     // 172.16.0.0/12
    Block<std::uint32_t>{0xC0A80000, 16, IpAddressSpace::local},     // 192.168.0.0/16
    Block<std::uint32_t>{0xA9FE0000, 16, IpAddressSpace::local},     // 169.254.0.0/16, link-local
};

constexpr std::array ipv6_blocks{
    Block<Ipv6Address>{{0, 0, 0, 0, 0, 0, 0, 1}, 128, IpAddressSpace::loopback},  // ::1/128
    Block<Ipv6Address>{{}, 128, IpAddressSpace::loopback},                        // ::/128
    Block<Ipv6Address>{{0xFC00}, 7, IpAddressSpace::local},                       // fc00::/7, unique local
    Block<Ipv6Address>{{0xFE80}, 10, IpAddressSpace::local},                      // fe80::/10, link-local
    Block<Ipv6Address>{{0xFEC0}, 10, IpAddressSpace::local},                      // fec0::/10, site-local
    Block<Ipv6Address>{{0x2001, 0x0DB8}, 32, IpAddressSpace::local},              // 2001:db8::/32, documentation
    Block<Ipv6Address>{{0x3FFF}, 20, IpAddressSpace::local},                      // 3fff::/20, documentation
};

constexpr bool contains(Block<std::uint32_t> const& block, std::uint32_t address) {
  return ((address ^ block.first) >> (32 - block.prefix_length)) == 0;
}

constexpr bool contains(Block<Ipv6Address> const& block, Ipv6Address const& address) {
  unsigned left = block.prefix_length;
  for (std::size_t i = 0; i < address.size() && left > 0; ++i) {
    unsigned const bits = left < 16 ? left : 16;
    if ((unsigned{address[i]} ^ unsigned{block.first[i]}) >> (16 - bits) != 0) {
      return false;
    }
    left -= bits;
  }
  return true;
}

template <typename Blocks, typename Address>
IpAddressSpace find_space(Blocks const& blocks, Address const& address) {
  for (auto const& block : blocks) {
    if (contains(block, address)) {
      return block.space;
    }
  }
  return IpAddressSpace::public_;
}

/// The IPv4 address within ::ffff:0:0/96; nothing when the address is not of that block.
std::optional<std::uint32_t> mapped_ipv4(Ipv6Address const& address) {
  if (!contains(Block<Ipv6Address>{{0, 0, 0, 0, 0, 0xFFFF}, 96, IpAddressSpace::unknown}, address)) {
    return std::nullopt;
  }
  return (std::uint32_t{address[6]} << 16) | address[7];
}

/// How far an address reaches; unknown counts as public.
constexpr int publicness(IpAddressSpace space) {
  switch (space) {
    case IpAddressSpace::loopback: return 0;
    case IpAddressSpace::local: return 1;
    case IpAddressSpace::public_:
    case IpAddressSpace::unknown: break;
  }
  return 2;
}

}  // namespace

std::string_view to_string(IpAddressSpace space) {
  switch (space) {
    case IpAddressSpace::loopback: return "loopback";
    case IpAddressSpace::local: return "local";
    case IpAddressSpace::public_: return "public";
    case IpAddressSpace::unknown: break;
  }
  return "unknown";
}

std::optional<IpAddressSpace> address_space_of_ip(std::string_view address) {
  if (auto const ipv4 = parse_dotted_ipv4(address)) {
    return find_space(ipv4_blocks, *ipv4);
  }
  if (address.starts_with('[') && address.ends_with(']')) {
    address = address.substr(1, address.size() - 2);
  }
  auto const ipv6 = parse_ipv6(address);
  if (!ipv6) {
    return std::nullopt;
  }
  // An IPv4 address in IPv6's clothes is what it is.
  if (auto const ipv4 = mapped_ipv4(*ipv6)) {
    return find_space(ipv4_blocks, *ipv4);
  }
  return find_space(ipv6_blocks, *ipv6);
}

bool is_less_public(IpAddressSpace target, IpAddressSpace client) {
  return publicness(target) < publicness(client);
}

}  // namespace corsage::url
