#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace corsage::url {

/// https://url.spec.whatwg.org/#concept-ipv6 : eight pieces, the first the highest.
using Ipv6Address = std::array<std::uint16_t, 8>;

/// https://url.spec.whatwg.org/#concept-ipv6-parser of the text between the brackets; nothing on failure.
std::optional<Ipv6Address> parse_ipv6(std::string_view text);

/// https://url.spec.whatwg.org/#concept-ipv6-serializer without brackets, appended to `output`.
void append_ipv6(Ipv6Address const& address, std::string& output);

}  // namespace corsage::url
