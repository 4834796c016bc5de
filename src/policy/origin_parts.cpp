#include "origin_parts.hpp"

#include <algorithm>
#include <charconv>

#include "corsage/base/byte_set.hpp"
#include "corsage/base/bytes.hpp"
#include "corsage/policy/port_set.hpp"

namespace corsage::policy {
namespace {

constexpr ByteSet label_bytes = ByteSet().with_range('a', 'z').with_range('0', '9').with("-_");

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

}  // namespace

std::optional<OriginParts> split_origin(std::string_view serialized) {
  if (serialized.size() > longest_origin) {
    return std::nullopt;
  }
  constexpr std::string_view separator = "://";
  auto const end_of_scheme = serialized.find(separator);
  if (end_of_scheme == 0 || end_of_scheme == std::string_view::npos) {
    return std::nullopt;
  }
  OriginParts parts{.scheme = serialized.substr(0, end_of_scheme),
                    .host = serialized.substr(end_of_scheme + separator.size())};
  auto const implied = implied_port(parts.scheme);
  parts.port = implied;
  // The colons of an IPv6 address stand before its bracket.
  auto const colon = parts.host.find_last_of(":]");
  if (colon != std::string_view::npos && parts.host[colon] == ':') {
    auto const named = parse_port(parts.host.substr(colon + 1));
    if (!named || *named == implied) {
      return std::nullopt;
    }
    parts.port = *named;
    parts.host = parts.host.substr(0, colon);
  }
  return parts.host.empty() ? std::nullopt : std::optional(parts);
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
