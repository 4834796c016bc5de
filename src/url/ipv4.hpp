#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace corsage::url {

/// https://url.spec.whatwg.org/#ends-in-a-number-checker : whether a host has to be an IPv4 address, or is none at all.
bool ends_in_a_number(std::string_view ascii_domain);

/// https://url.spec.whatwg.org/#concept-ipv4-parser ; nothing on failure.
std::optional<std::uint32_t> parse_ipv4(std::string_view ascii_domain);

/// Four decimal numbers and three dots, as the serialiser and the operating system write them; nothing for any other text.
std::optional<std::uint32_t> parse_dotted_ipv4(std::string_view text);

/// https://url.spec.whatwg.org/#concept-ipv4-serializer , appended to `output`.
void append_ipv4(std::uint32_t address, std::string& output);

}  // namespace corsage::url
