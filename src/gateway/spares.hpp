#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

namespace corsage::gateway {

/// What was used and will be used again: the last that was kept is the first that is taken, while it is still in the
/// processor's cache. What a burst needed goes back to the system when the burst is over.
template <typename Thing>
class Spares {
 public:
  /// Null where there is none.
  Thing take() {
    if (things_.empty()) {
      return {};
    }
    auto thing = std::move(things_.back());
    things_.pop_back();
    unused_ = std::min(unused_, things_.size());
    return thing;
  }

  void keep(Thing thing) { things_.push_back(std::move(thing)); }

  /// Lets go of half of those that nobody took since the last time.
  void trim() {
    auto const surplus = unused_ > few ? (unused_ - few + 1) / 2 : 0;
    things_.erase(things_.begin(), things_.begin() + static_cast<std::ptrdiff_t>(surplus));
    unused_ = things_.size();
  }

 private:
  static constexpr std::size_t few = 8;

  std::vector<Thing> things_;
  std::size_t unused_ = 0;  ///< the fewest that were there since the last trim
};

}  // namespace corsage::gateway
