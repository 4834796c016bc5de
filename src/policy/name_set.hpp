#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "corsage/base/bytes.hpp"
#include "mix_hash.hpp"

namespace corsage::policy {

/// Whether names that differ in case only are one.
enum class Case : std::uint8_t { sensitive, insensitive };

/// A set of tokens, looked up by hash.
class NameSet {
 public:
  NameSet() = default;
  NameSet(std::vector<std::string> const& names, Case compared);

  bool contains(std::string_view name) const {
    if (names_.empty() || name.empty() || name.size() > longest_) {
      return false;
    }
    for (auto slot = first_slot(name); slots_[slot] != 0; slot = (slot + 1) & (slots_.size() - 1)) {
      if (is_name(names_[slots_[slot] - 1], name)) {
        return true;
      }
    }
    return false;
  }
  std::size_t size() const { return names_.size(); }
  std::size_t longest() const { return longest_; }

 private:
  bool is_name(std::string_view left, std::string_view right) const {
    return compared_ == Case::sensitive ? left == right : byte_case_insensitive_equal(left, right);
  }

  std::size_t first_slot(std::string_view name) const {
    auto const hash = mix_hash(name, compared_ == Case::sensitive ? as_written : in_lower_case);
    return static_cast<std::size_t>(hash) & (slots_.size() - 1);
  }

  std::vector<std::string> names_;
  /// Open addressing: the place of a name in names_, from 1; 0 is free. A power of two, half of them free at least.
  std::vector<std::uint32_t> slots_;
  std::size_t longest_ = 0;
  Case compared_ = Case::sensitive;
};

}  // namespace corsage::policy
