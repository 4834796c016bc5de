#include "name_set.hpp"

#include <bit>
#include <cstdint>

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

}  // namespace corsage::policy
