#pragma once

#include <string>
#include <vector>

#include "corsage/explain/diagnosis.hpp"
#include "scripted.hpp"

namespace corsage::explain {

/// A fetch that provokes a reason.
struct Scenario {
  std::string name;
  trace::Reason reason;
  fetch::Request request;
  fetch::Environment page;
  std::vector<scripted::Rule> server = {};
  Interests interests = {};
};

/// One scenario or more for each reason there is.
std::vector<Scenario> scenarios();

/// The scenario's diagnosis.
Diagnosis diagnosis_of(Scenario const& scenario);

}  // namespace corsage::explain
