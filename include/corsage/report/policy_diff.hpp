#pragma once

#include <span>
#include <string>

#include "corsage/policy/diff.hpp"
#include "corsage/report/terminal_text.hpp"

namespace corsage::report {

/// What two policies decide differently, each with a request that shows it; that nothing changes where nothing does.
std::string policy_diff_text(std::span<policy::Difference const> differences, Look const& look);

/// The same for programs: one JSON object on one line. `"schema"` names its form.
std::string policy_diff_json(std::span<policy::Difference const> differences);

}  // namespace corsage::report
