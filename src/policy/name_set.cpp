#include "name_set.hpp"

#include <bit>

#include "corsage/base/bytes.hpp"
#include "mix_hash.hpp"

namespace corsage::policy {

NameSet::NameSet(std::vector<std::string> const& names, Case compared)
    : names_(names), slots_(std::bit_ceil(2 * names.size() + 2)), compared_(compared) {
  for (std::size_t i = 0; i < names_.size(); ++i) {
    longest_ = std::max(longest_, names_[i].size());
    auto slot = first_slot(names_[i]);
    while (slots_[slot] != 0) {
      slot = (slot + 1) & (slots_.size() - 1);
    }
    slots_[slot] = static_cast<std::uint32_t>(i + 1);
  }
}

bool NameSet::contains(std::string_view name) const {
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

bool NameSet::is_name(std::string_view left, std::string_view right) const {
  return compared_ == Case::sensitive ? left == right : byte_case_insensitive_equal(left, right);
}

std::size_t NameSet::first_slot(std::string_view name) const {
  auto const hash = mix_hash(name, compared_ == Case::sensitive ? as_written : in_lower_case);
  return static_cast<std::size_t>(hash) & (slots_.size() - 1);
}

}  // namespace corsage::policy
