#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace corsage::url {

/// https://wicg.github.io/local-network-access/#ip-address-space-section
enum class IpAddressSpace : std::uint8_t { unknown, loopback, local, public_ };

/// The standard's token: "loopback", "local", "public" (or "unknown").
std::string_view to_string(IpAddressSpace space);

/// The space of a numeric address ("127.0.0.1", "::1", "[fe80::1]", "::ffff:10.0.0.1"); nothing when it is not one.
std::optional<IpAddressSpace> address_space_of_ip(std::string_view address);

/// Whether `target` is less public than `client`: what Local Network Access asks about.
bool is_less_public(IpAddressSpace target, IpAddressSpace client);

}  // namespace corsage::url
