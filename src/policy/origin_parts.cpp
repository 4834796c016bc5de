#include "origin_parts.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>

#include "corsage/base/byte_set.hpp"
#include "corsage/base/bytes.hpp"
#include "corsage/policy/port_set.hpp"

namespace corsage::policy {
namespace {

/// A port as browsers write it: digits without a leading zero.
std::optional<std::uint16_t> parse_port(std::string_view digits) {
  constexpr std::size_t most_digits = 5;
  if (digits.empty() || digits.size() > most_digits || digits.front() == '0' ||
      !std::ranges::all_of(digits, is_ascii_digit)) {
    return std::nullopt;
  }
  std::uint32_t number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number <= 65535 ? std::optional(static_cast<std::uint16_t>(number)) : std::nullopt;
}

/// Cuts the scheme off; the two that nearly all origins have are known at sight.
std::optional<OriginParts> cut_scheme(std::string_view serialized) {
  constexpr std::string_view https = "https://";
  constexpr std::string_view http = "http://";
  constexpr std::string_view separator = "://";
  if (serialized.starts_with(https)) {
    return OriginParts{.scheme = serialized.substr(0, 5), .host = serialized.substr(https.size()), .port = 443};
  }
  if (serialized.starts_with(http)) {
    return OriginParts{.scheme = serialized.substr(0, 4), .host = serialized.substr(http.size()), .port = 80};
  }
  auto const end = serialized.find(':');
  if (end == 0 || end == std::string_view::npos || serialized.substr(end, separator.size()) != separator) {
    return std::nullopt;
  }
  auto const scheme = serialized.substr(0, end);
  return OriginParts{.scheme = scheme, .host = serialized.substr(end + separator.size()), .port = implied_port(scheme)};
}

/// Where the colon before a port stands; npos where there is none. The colons of an IPv6 address stand in brackets.
std::size_t find_port_colon(std::string_view host_and_port) {
  auto const from = host_and_port.starts_with('[') ? host_and_port.find(']') : 0;
  return from == std::string_view::npos ? 0 : host_and_port.find(':', from);
}

}  // namespace

std::optional<OriginParts> split_origin(std::string_view serialized) {
  auto parts = serialized.size() > longest_origin ? std::nullopt : cut_scheme(serialized);
  if (!parts) {
    return std::nullopt;
  }
  if (auto const colon = find_port_colon(parts->host); colon != std::string_view::npos) {
    auto const named = parse_port(parts->host.substr(colon + 1));
    if (!named || *named == parts->port) {
      return std::nullopt;
    }
    parts->port = *named;
    parts->host = parts->host.substr(0, colon);
  }
  return parts->host.empty() ? std::nullopt : parts;
}

bool are_labels(std::string_view text) {
  bool is_label_open = false;
  for (char const byte : text) {
    if (byte == '.' ? !is_label_open : !label_bytes.contains(byte)) {
      return false;
    }
    is_label_open = byte != '.';
  }
  return is_label_open;
}

}  // namespace corsage::policy
