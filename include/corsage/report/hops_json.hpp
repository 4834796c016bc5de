#pragma once

#include <string>

#include "corsage/report/hops_text.hpp"

namespace corsage::report {

/// The comparison for programs: one JSON object on one line, with every answer of every layer. `"schema"` names its form.
std::string hops_json(Hops const& hops);

}  // namespace corsage::report
