#pragma once

#include <cstdint>
#include <string_view>

namespace corsage::trace {

/// Which half of a fetch an event belongs to: the question or the request itself.
enum class Leg : std::uint8_t { preflight, actual };

constexpr std::string_view to_string(Leg leg) {
  return leg == Leg::preflight ? "preflight" : "actual";
}

}  // namespace corsage::trace
