#include "corsage/gateway/network.hpp"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <string>

#include "address_bytes.hpp"

#include <boost/asio/ip/address.hpp>

namespace corsage::gateway {
namespace {

/// The bits of a byte, from the left, that a network's addresses share.
std::uint8_t mask_of(unsigned bits, std::size_t byte) {
  auto const before = static_cast<unsigned>(byte) * 8;
  auto const shared = bits <= before ? 0U : std::min(8U, bits - before);
  return static_cast<std::uint8_t>(0xFFU << (8U - shared));
}

bool has_bits_behind(Network const& network) {
  for (std::size_t i = 0; i < network.start.size(); ++i) {
    if ((network.start[i] & static_cast<std::uint8_t>(~mask_of(network.bits, i))) != 0) {
      return true;
    }
  }
  return false;
}

}  // namespace

AddressBytes bytes_of(boost::asio::ip::address const& address) {
  return address.is_v4() ? boost::asio::ip::make_address_v6(boost::asio::ip::v4_mapped, address.to_v4()).to_bytes()
                         : address.to_v6().to_bytes();
}

std::optional<AddressBytes> parse_address(std::string_view text) {
  boost::system::error_code error;
  auto const address = boost::asio::ip::make_address(std::string(text), error);
  if (error || (address.is_v6() && address.to_v6().scope_id() != 0)) {
    return std::nullopt;
  }
  return bytes_of(address);
}

std::optional<Network> parse_network(std::string_view text) {
  auto const slash = text.find('/');
  auto const start = parse_address(text.substr(0, slash));
  if (!start) {
    return std::nullopt;
  }
  Network network{.start = *start};
  if (slash != std::string_view::npos) {
    bool const is_ipv4 = text.find(':') == std::string_view::npos;
    auto const digits = text.substr(slash + 1);
    unsigned bits = 0;
    auto const* const end = digits.data() + digits.size();
    auto const read = std::from_chars(digits.data(), end, bits);
    if (digits.empty() || read.ec != std::errc() || read.ptr != end || bits > (is_ipv4 ? 32U : 128U)) {
      return std::nullopt;
    }
    network.bits = is_ipv4 ? bits + 96 : bits;
  }
  return has_bits_behind(network) ? std::nullopt : std::optional(network);
}

bool holds(Network const& network, AddressBytes const& address) {
  for (std::size_t i = 0; i < address.size() && i * 8 < network.bits; ++i) {
    if (((address[i] ^ network.start[i]) & mask_of(network.bits, i)) != 0) {
      return false;
    }
  }
  return true;
}

bool is_among(std::vector<Network> const& networks, AddressBytes const& address) {
  return std::ranges::any_of(networks, [&address](Network const& network) { return holds(network, address); });
}

}  // namespace corsage::gateway
