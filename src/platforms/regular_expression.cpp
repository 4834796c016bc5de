#include "regular_expression.hpp"

#include <algorithm>
#include <cstdint>
#include <string_view>

#include "policy_words.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace corsage::platforms {
namespace {

/// A label of a host, as policies understand it.
constexpr std::string_view label = "[a-z0-9_-]+";

/// Of every character there is, none.
constexpr std::string_view nothing = "[^\\s\\S]";

std::string literal(std::string_view text) {
  constexpr std::string_view special = "\\^$.|?*+()[]{}";
  std::string escaped;
  for (char const byte : text) {
    if (special.find(byte) != std::string_view::npos) {
      escaped += '\\';
    }
    escaped += byte;
  }
  return escaped;
}

std::string digit_class(std::uint32_t first, std::uint32_t last) {
  auto const from = std::to_string(first);
  return first == last ? from : "[" + from + "-" + std::to_string(last) + "]";
}

/// The numbers from `first`, which is at least 1, to `last`: cut into pieces like 8[0-4][0-9], from which one digit runs and
/// all behind it are free.
void add_range(std::uint32_t first, std::uint32_t last, std::vector<std::string>& alternatives) {
  while (first <= last) {
    std::uint32_t block = 1;
    std::string free_digits;
    while (first % (block * 10) == 0 && first + block * 10 - 1 <= last) {
      block *= 10;
      free_digits += "[0-9]";
    }
    auto const digit = first / block % 10;
    auto const last_digit = std::min<std::uint32_t>(9, digit + (last - first + 1) / block - 1);
    auto const before = first / block / 10;
    alternatives.push_back((before == 0 ? "" : std::to_string(before)) + digit_class(digit, last_digit) + free_digits);
    first += (last_digit - digit + 1) * block;
  }
}

/// What follows the host. The port that the scheme implies is the one that no browser writes.
std::string ports_of(policy::OriginPattern const& pattern) {
  if (pattern.ports() == policy::PortSet::all_of(pattern.scheme())) {
    return "(?::[1-9][0-9]*)?";
  }
  std::uint32_t const implied = policy::implied_port(pattern.scheme());
  std::vector<std::string> alternatives;
  for (auto const range : pattern.ports().ranges()) {
    std::uint32_t const first = std::max<std::uint32_t>(range.first, 1);
    bool const is_split = first <= implied && implied <= range.last;
    add_range(first, is_split ? implied - 1 : range.last, alternatives);
    if (is_split) {
      add_range(implied + 1, range.last, alternatives);
    }
  }
  bool const may_lack = pattern.ports().contains(policy::implied_port(pattern.scheme()));
  if (alternatives.empty()) {
    return {};
  }
  auto const ports = fmt::format("(?::(?:{}))", fmt::join(alternatives, "|"));
  return may_lack ? ports + "?" : ports;
}

std::string host_of(policy::OriginPattern const& pattern) {
  auto host = literal(pattern.host());
  switch (pattern.shape()) {
    case policy::OriginShape::one_label: return std::string(label) + "\\." + host;
    case policy::OriginShape::any_depth: return "(?:" + std::string(label) + "\\.)+" + host;
    case policy::OriginShape::everybody:
    case policy::OriginShape::opaque:
    case policy::OriginShape::exact: break;
  }
  return host;
}

}  // namespace

std::string regular_expression_of(policy::OriginPattern const& pattern) {
  if (pattern.shape() == policy::OriginShape::everybody) {
    return ".*";
  }
  if (!is_pattern(pattern)) {
    return literal(pattern.text());
  }
  return literal(pattern.scheme()) + "://" + host_of(pattern) + ports_of(pattern);
}

std::string regular_expression_of(std::vector<policy::OriginPattern> const& patterns) {
  if (patterns.empty()) {
    return std::string(nothing);
  }
  std::vector<std::string> alternatives;
  alternatives.reserve(patterns.size());
  for (auto const& pattern : patterns) {
    alternatives.push_back(regular_expression_of(pattern));
  }
  return alternatives.size() == 1 ? alternatives.front() : fmt::format("(?:{})", fmt::join(alternatives, "|"));
}

}  // namespace corsage::platforms
