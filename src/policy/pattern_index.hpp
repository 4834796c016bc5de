#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "corsage/policy/origin_pattern.hpp"

namespace corsage::policy {

/// Patterns found by the hosts they mean, for comparing lists of them; deciding has a set of its own (origin_set.hpp).
class PatternIndex {
 public:
  explicit PatternIndex(std::vector<OriginPattern> patterns);

  std::vector<OriginPattern> const& patterns() const { return patterns_; }

  /// Leaves a pattern out of all that follows.
  void drop(std::size_t pattern) { is_dropped_[pattern] = true; }
  bool is_dropped(std::size_t pattern) const { return is_dropped_[pattern]; }

  /// The ports at which origins of this scheme and host are meant, by others than `except`.
  PortSet ports_at(std::string_view scheme, std::string_view host, std::size_t except = nobody) const;

  /// Whether all of `pattern` is meant by others than `except`. `fresh` is a label that no pattern names.
  bool covers(OriginPattern const& pattern, std::string_view fresh, std::size_t except = nobody) const;

  /// A pattern other than `except` that alone means all of `pattern`; nobody when it takes several, or there is none.
  std::size_t find_cover(OriginPattern const& pattern, std::string_view fresh, std::size_t except) const;

  bool has(OriginShape shape, std::size_t except = nobody) const;

  static constexpr std::size_t nobody = static_cast<std::size_t>(-1);

 private:
  /// Gives `take` the place of each pattern that means the host, until it says true.
  template <typename Take>
  void visit(std::string_view scheme, std::string_view host, std::size_t except, Take take) const;
  template <typename Take>
  bool visit_named(OriginShape shape, std::string_view scheme, std::string_view named, std::string_view host,
                   std::size_t except, Take& take) const;

  /// Whether those ports are meant there; looks no further once they are.
  bool has_ports_at(std::string_view scheme, std::string_view host, PortSet const& wanted, std::size_t except) const;

  std::vector<OriginPattern> patterns_;
  std::vector<bool> is_dropped_;
  std::unordered_map<std::string, std::vector<std::size_t>> by_name_;
};

/// Drops what the others mean, from the last pattern on, so that of two that mean the same the first one stays.
void drop_redundant(PatternIndex& index, std::string_view fresh);

/// A label that none of the lists names.
std::string fresh_label_for(std::vector<OriginPattern> const& one, std::vector<OriginPattern> const& other = {});

}  // namespace corsage::policy
