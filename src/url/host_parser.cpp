#include "host_parser.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>

#include "byte_set.hpp"
#include "corsage/base/bytes.hpp"
#include "domain_parser.hpp"
#include "ipv4.hpp"
#include "ipv6.hpp"
#include "percent_encoding.hpp"

namespace corsage::url {
namespace {

/// What keeps a domain from being copied as it is; flags.
enum DomainByte : std::uint8_t { plain = 0, upper_case = 1, needs_parsing = 2 };

constexpr auto domain_bytes = [] {
  std::array<std::uint8_t, 256> classes{};
  for (unsigned byte = 0; byte < classes.size(); ++byte) {
    auto const character = static_cast<char>(byte);
    if (forbidden_domain_code_points.contains(character) || non_ascii_bytes.contains(character)) {
      classes[byte] = needs_parsing;
    } else if (character != byte_lowercase(character)) {
      classes[byte] = upper_case;
    }
  }
  return classes;
}();

std::expected<HostKind, UrlFailure> append_ipv6_host(std::string_view input, std::string& output) {
  // 1.1. The bracket has to be closed.
  if (!input.ends_with(']')) {
    return std::unexpected(UrlFailure::ipv6_invalid);
  }
  // 1.2. The address between the brackets.
  auto const address = parse_ipv6(input.substr(1, input.size() - 2));
  if (!address) {
    return std::unexpected(UrlFailure::ipv6_invalid);
  }
  output.push_back('[');
  append_ipv6(*address, output);
  output.push_back(']');
  return HostKind::ipv6;
}

/// https://url.spec.whatwg.org/#concept-opaque-host-parser
std::expected<HostKind, UrlFailure> append_opaque_host(std::string_view input, std::string& output) {
  if (input.empty()) {
    return HostKind::empty;
  }
  // 1. Nothing that would end a host.
  if (find_first_of(input, forbidden_host_code_points) != input.size()) {
    return std::unexpected(UrlFailure::host_forbidden_code_point);
  }
  // 4. Controls and all above ASCII are percent-encoded.
  append_percent_encoded(input, c0_control_percent_encode_set, output);
  return HostKind::opaque;
}

/// Step 6 for most domains: all ASCII, nothing encoded, nothing forbidden. Says whether it was such a one.
bool append_plain_domain(std::string_view input, std::string& output) {
  std::uint8_t classes = plain;
  for (char const byte : input) {
    classes |= domain_bytes[static_cast<unsigned char>(byte)];
  }
  if ((classes & needs_parsing) != 0) {
    return false;
  }
  if (classes == plain) {
    output.append(input);
  } else {
    std::ranges::transform(input, std::back_inserter(output), [](char byte) { return byte_lowercase(byte); });
  }
  return true;
}

}  // namespace

std::expected<HostKind, UrlFailure> append_parsed_host(std::string_view input, HostSyntax syntax, std::string& output) {
  // 1. Brackets hold an IPv6 address.
  if (input.starts_with('[')) {
    return append_ipv6_host(input, output);
  }
  // 2. A URL that is not special takes nearly any name.
  if (syntax == HostSyntax::opaque) {
    return append_opaque_host(input, output);
  }
  auto const start = output.size();
  if (!append_plain_domain(input, output)) {
    // 5.-7. Percent-decode, then domain to ASCII.
    auto const ascii_domain = parse_domain(percent_decode(input));
    if (!ascii_domain) {
      return std::unexpected(ascii_domain.error());
    }
    output.append(*ascii_domain);
  }
  auto const ascii_domain = std::string_view(output).substr(start);
  // 8. A last label that is a number makes it an IPv4 address, or nothing.
  if (!ends_in_a_number(ascii_domain)) {
    return HostKind::domain;
  }
  auto const address = parse_ipv4(ascii_domain);
  if (!address) {
    return std::unexpected(UrlFailure::ipv4_invalid);
  }
  output.resize(start);
  append_ipv4(*address, output);
  return HostKind::ipv4;
}

}  // namespace corsage::url
