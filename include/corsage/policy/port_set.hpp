#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace corsage::policy {

/// A set of ports, kept as ranges that are in order and do not touch. Port 0 stands for an origin that names none, where
/// its scheme has no default port; a default port stands for itself.
class PortSet {
 public:
  /// Both ends belong to the range.
  struct Range {
    std::uint16_t first = 0;
    std::uint16_t last = 0;

    bool operator==(Range const&) const = default;
  };
  static constexpr std::uint16_t unnamed = 0;

  PortSet() = default;
  explicit PortSet(std::uint16_t port) : ranges_{{port, port}} {}
  PortSet(std::initializer_list<Range> ranges);

  /// Every port that an origin of the scheme can have.
  static PortSet all_of(std::string_view scheme);

  bool empty() const { return ranges_.empty(); }
  bool contains(std::uint16_t port) const;
  std::vector<Range> const& ranges() const { return ranges_; }

  void add(Range range);
  void add(PortSet const& other);
  PortSet without(PortSet const& other) const;
  PortSet intersection(PortSet const& other) const;
  bool covers(PortSet const& other) const { return other.without(*this).empty(); }

  /// What follows the host in a pattern: nothing, ":8080", ":*", ":[80,8000-8099]".
  std::string text_for(std::string_view scheme) const;

  bool operator==(PortSet const&) const = default;

 private:
  std::vector<Range> ranges_;
};

/// The port that an origin without one has: its scheme's default, or PortSet::unnamed.
std::uint16_t implied_port(std::string_view scheme);

}  // namespace corsage::policy
