#include "corsage/trace/step.hpp"

#include <array>

namespace corsage::trace {
namespace {

constexpr std::array<StepText, step_count> rows{{
#define CORSAGE_STEP(id, algorithm, number, anchor, words) {algorithm " " number, algorithm, anchor, words},
#include "corsage/trace/steps.def"
#undef CORSAGE_STEP
}};

}  // namespace

StepText const& text(Step step) {
  return rows[static_cast<std::size_t>(step)];
}

}  // namespace corsage::trace
