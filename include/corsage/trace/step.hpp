#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace corsage::trace {

/// A step of a standard's algorithm that corsage takes; the table is steps.def.
enum class Step : std::uint16_t {
#define CORSAGE_STEP(id, algorithm, number, anchor, words) id,
#include "corsage/trace/steps.def"
#undef CORSAGE_STEP
};

inline constexpr std::size_t step_count = 0
#define CORSAGE_STEP(id, algorithm, number, anchor, words) +1
#include "corsage/trace/steps.def"
#undef CORSAGE_STEP
    ;

/// One row of the table.
struct StepText {
  std::string_view name;       ///< "cors-check 4": the algorithm and the step, as in JSON
  std::string_view algorithm;  ///< "cors-check"
  std::string_view anchor;     ///< the address of the algorithm
  std::string_view words;      ///< what the step does, in our own words
};

StepText const& text(Step step);

/// "cors-check 4"
inline std::string_view to_string(Step step) {
  return text(step).name;
}

}  // namespace corsage::trace
