#include "mistakes.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <vector>

namespace corsage::policy {

Diagnostics Mistakes::take() {
  std::vector<std::size_t> order(found_.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  // Mistakes in one place stay in the order in which they were found.
  std::ranges::sort(order, {},
                    [this](std::size_t i) { return std::tuple(found_[i].range.line, found_[i].range.column, i); });
  Diagnostics sorted;
  sorted.reserve(order.size());
  for (auto const i : order) {
    sorted.push_back(std::move(found_[i]));
  }
  return sorted;
}

SourceRange const& place_of(ConfigPlaces::List const& list, std::size_t entry) {
  return entry < list.entries.size() ? list.entries[entry] : list.whole;
}

}  // namespace corsage::policy
