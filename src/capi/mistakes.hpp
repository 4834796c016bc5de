#pragma once

#include <memory>

#include "corsage.h"
#include "corsage/base/diagnostic.hpp"

namespace corsage::capi {

struct MistakesEnd {
  void operator()(corsage_mistakes* mistakes) const { corsage_mistakes_free(mistakes); }
};

/// The mistakes, then the advice, each with its sentence; nothing where there is neither.
std::unique_ptr<corsage_mistakes, MistakesEnd> told(Diagnostics const& mistakes, Diagnostics const& advice);

}  // namespace corsage::capi
