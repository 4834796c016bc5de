#pragma once

#include <optional>
#include <string_view>

#include <boost/asio/ip/address.hpp>

namespace corsage::gateway {

/// Why a relay does not connect to an address: the name of the block that it lies in ("loopback", "private", "link-local:
/// metadata services", ...). Nothing where it may. An IPv6 address that stands for an IPv4 one is judged as that one too.
///
/// A relay's upstream is somebody else's server on the public network: an address that is not of it is a name that was
/// made to point at what only this machine can reach.
/// https://www.iana.org/assignments/iana-ipv4-special-registry , https://www.iana.org/assignments/iana-ipv6-special-registry
std::optional<std::string_view> blocked_as(boost::asio::ip::address const& address);

}  // namespace corsage::gateway
