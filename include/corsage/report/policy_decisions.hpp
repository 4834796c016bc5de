#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "corsage/report/terminal_text.hpp"

namespace corsage::report {

/// What was decided on many requests.
struct DecisionCounts {
  std::uint64_t allowed = 0;
  std::uint64_t refused = 0;
  std::uint64_t unreadable = 0;              ///< lines that were no requests
  std::uint64_t replaced = 0;                ///< answers from which CORS headers of the server behind were removed
  std::array<std::uint64_t, 4> shifts = {};  ///< by policy::Shift

  DecisionCounts& operator+=(DecisionCounts const& other);
};

/// The counts in words, for the end of a run. `candidate` is the policy that was looked at beside; empty: none was.
std::string decisions_text(DecisionCounts const& counts, std::string const& candidate, Look const& look);

}  // namespace corsage::report
