#include "mistakes.hpp"

#include <algorithm>

namespace corsage::policy {

Diagnostics Mistakes::take() {
  std::ranges::stable_sort(found_, [](Diagnostic const& left, Diagnostic const& right) {
    return std::pair(left.range.line, left.range.column) < std::pair(right.range.line, right.range.column);
  });
  return std::move(found_);
}

SourceRange const& place_of(ConfigPlaces::List const& list, std::size_t entry) {
  return entry < list.entries.size() ? list.entries[entry] : list.whole;
}

}  // namespace corsage::policy
