#pragma once

#include <array>
#include <cstddef>
#include <utility>

namespace corsage::fetch {

/// What belongs to each enumerator, found by its number.
template <typename Enum, typename Value, std::size_t size>
using EnumTable = std::array<std::pair<Enum, Value>, size>;

/// Whether each row stands at its enumerator's number: to be asserted of every table.
template <typename Enum, typename Value, std::size_t size>
constexpr bool is_in_order(EnumTable<Enum, Value, size> const& table) {
  for (std::size_t i = 0; i < size; ++i) {
    if (static_cast<std::size_t>(table[i].first) != i) {
      return false;
    }
  }
  return true;
}

}  // namespace corsage::fetch
