#pragma once

#include <array>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "corsage/policy/origin_pattern.hpp"
#include "origin_parts.hpp"

namespace corsage::policy {

/// The origins that a list of patterns means together, looked up in a time that does not depend on how many there are.
/// Origins that are named whole stand in one table, by their bytes; patterns in another, by scheme, shape and host.
class OriginSet {
 public:
  /// Room for so many origins and bytes.
  void reserve(std::size_t origins, std::size_t bytes);

  /// Adds a pattern whose text() is `text`. Whether it was not in the set before, as far as patterns of the same shape and host tell.
  bool add(OriginPattern const& pattern, std::string_view text);

  /// Adds an origin as browsers write it; whether it was not there before.
  bool add_serialized(std::string_view origin);

  /// Whether an Origin header's value is one of them.
  bool contains(std::string_view serialized_origin) const;

 private:
  /// Where an origin's bytes stand; length 0 is free.
  struct Slot {
    std::uint32_t offset = 0;
    std::uint16_t length = 0;
    std::uint16_t tag = 0;  ///< of its hash
  };

  /// The patterns of one scheme, shape and host: their ports are one set.
  struct Group {
    OriginShape shape;
    std::string scheme;
    std::string host;
    PortSet ports;
  };

  /// An origin that is looked for in groups.
  struct Asked {
    OriginParts parts;
    std::uint64_t scheme_hash = 0;
  };

  bool contains_serialized(std::string_view origin) const;
  bool contains_in_groups(std::string_view origin) const;
  bool allows_by_wildcard(Asked const& asked) const;
  bool allows(OriginShape shape, Asked const& asked, std::string_view host) const;
  Group const* find_group(OriginShape shape, std::string_view scheme, std::uint64_t scheme_hash,
                          std::string_view host) const;
  bool add_to_groups(OriginPattern const& pattern);
  void grow_slots(std::size_t origins);
  void insert_slot(std::uint64_t hash, Slot slot);
  void insert_group_slot(std::size_t index);

  bool has_everybody_ = false;
  std::string bytes_;
  std::size_t count_ = 0;
  std::vector<Slot> slots_;  ///< open addressing, a power of two, half of them free at least
  std::vector<Group> groups_;
  std::vector<std::uint32_t> group_slots_;  ///< the place of a group, from 1; 0 is free
  std::array<bool, 5> has_shape_ = {};      ///< whether a group has it, by the number of the shape
  std::bitset<OriginPattern::longest_host + 1> wildcard_host_lengths_;
};

}  // namespace corsage::policy
