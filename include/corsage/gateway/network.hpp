#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace corsage::gateway {

/// An address, IPv4 as the IPv6 address that stands for it (::ffff:0:0/96).
using AddressBytes = std::array<std::uint8_t, 16>;

/// Addresses that begin alike.
struct Network {
  AddressBytes start = {};
  unsigned bits = 128;  ///< how many of them all of its addresses share

  bool operator==(Network const&) const = default;
};

/// "10.0.0.0/8", "2001:db8::/32", or one address. Nothing where it is neither, or has bits behind those that are shared.
std::optional<Network> parse_network(std::string_view text);

/// A numeric address; nothing where it is none.
std::optional<AddressBytes> parse_address(std::string_view text);

bool holds(Network const& network, AddressBytes const& address);

/// Whether one of them holds it.
bool is_among(std::vector<Network> const& networks, AddressBytes const& address);

}  // namespace corsage::gateway
