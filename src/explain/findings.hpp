#pragma once

#include "corsage/explain/diagnosis.hpp"
#include "corsage/fetch/environment.hpp"
#include "corsage/fetch/request.hpp"

namespace corsage::explain {

/// Fills in `diagnosis.findings`: what blocks nothing but is worth telling. The runs and the causes are there already.
void find_all(fetch::Request const& request, fetch::Environment const& environment, Interests const& interests,
              Diagnosis& diagnosis);

}  // namespace corsage::explain
