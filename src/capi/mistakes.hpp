#pragma once

#include <memory>

#include "corsage.h"
#include "corsage/base/diagnostic.hpp"

namespace corsage::capi {

struct MistakesEnd {
  void operator()(corsage_mistakes* mistakes) const { corsage_mistakes_free(mistakes); }
};

/// The mistakes, each with its sentence.
std::unique_ptr<corsage_mistakes, MistakesEnd> told(Diagnostics const& mistakes);

}  // namespace corsage::capi
