#pragma once

#include <string>
#include <vector>

#include "decision_ring.hpp"

namespace corsage::gateway {

/// The decisions as JSON, the newest first: each with its request, the steps that led to it, and what was answered.
/// `"schema"` names its form.
std::string decisions_json(std::vector<KeptDecision> decisions);

}  // namespace corsage::gateway
