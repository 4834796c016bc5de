#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "corsage/base/result.hpp"
#include "corsage/policy/port_set.hpp"

namespace corsage::policy {

/// Which origins a pattern means.
enum class OriginShape : std::uint8_t {
  everybody,  ///< `*`, opaque origins included
  opaque,     ///< `null`
  exact,      ///< `https://app.example.com`
  one_label,  ///< `https://*.example.com`: exactly one label more
  any_depth,  ///< `https://**.example.com`: one label more, or several
};

/// A set of origins that somebody named: a scheme, the shape of a host, and ports. Two patterns can be compared exactly,
/// which is why there are no regular expressions.
class OriginPattern {
 public:
  /// The most bytes that a host in a pattern may have, as in DNS (RFC 1035, section 2.3.4), and a scheme.
  static constexpr std::size_t longest_host = 253;
  static constexpr std::size_t longest_scheme = 64;

  /// Reads a pattern as it stands in a policy. An internationalised name in Unicode is taken as its punycode. The mistake
  /// has a code of its own (policy_origin_...), the text as its value, and where it is known what the origin is as
  /// `expected`; no range.
  static Result<OriginPattern> parse(std::string_view text);

  static OriginPattern everybody() { return OriginPattern(OriginShape::everybody, {}, {}, {}); }
  static OriginPattern opaque() { return OriginPattern(OriginShape::opaque, {}, {}, {}); }

  OriginPattern(OriginShape shape, std::string scheme, std::string host, PortSet ports)
      : shape_(shape), scheme_(std::move(scheme)), host_(std::move(host)), ports_(std::move(ports)) {}

  OriginShape shape() const { return shape_; }
  std::string_view scheme() const { return scheme_; }
  std::string_view host() const { return host_; }  ///< behind the wildcard; IPv6 in brackets
  PortSet const& ports() const { return ports_; }

  /// Whether it has a scheme, a host and ports.
  bool is_tuple() const { return shape_ != OriginShape::everybody && shape_ != OriginShape::opaque; }
  bool has_wildcard_host() const { return shape_ == OriginShape::one_label || shape_ == OriginShape::any_depth; }

  /// The one way to write it.
  std::string text() const;

  /// Whether an Origin header's value is one of the origins meant. Compares bytes: browsers write an origin in one way.
  bool matches(std::string_view serialized_origin) const;

  /// Whether the host alone is one of the hosts meant.
  bool matches_host(std::string_view host) const;

  OriginPattern with_ports(PortSet ports) const { return {shape_, scheme_, host_, std::move(ports)}; }

  bool operator==(OriginPattern const&) const = default;

 private:
  OriginShape shape_;
  std::string scheme_;
  std::string host_;
  PortSet ports_;
};

/// Whether every origin that `narrow` means is one that `wide` means.
bool covers(OriginPattern const& wide, OriginPattern const& narrow);

/// Whether some origin is meant by both.
bool intersects(OriginPattern const& left, OriginPattern const& right);

/// Hosts that stand for all hosts of the pattern: whatever else covers these covers all. `fresh` is a label that nothing
/// compared with the pattern names. The host itself, one host for one label more, two hosts for any depth.
std::vector<std::string> typical_hosts(OriginPattern const& pattern, std::string_view fresh);

/// A label that occurs in none of the texts.
std::string fresh_label(std::vector<std::string_view> const& texts);

/// An Origin header's value of this scheme, host and port.
std::string serialize_origin(std::string_view scheme, std::string_view host, std::uint16_t port);

}  // namespace corsage::policy
