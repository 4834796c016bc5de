#pragma once

#include <string>

#include "corsage/base/diagnostic.hpp"
#include "corsage/policy/config.hpp"
#include "corsage/report/terminal_text.hpp"

namespace corsage::report {

/// What was found in a policy file, each with its place, a caret under it, what would be right, and the page that says
/// more. Mistakes, warnings and notes are told apart.
std::string policy_findings_text(Diagnostics const& findings, Look const& look);

/// The same for programs, with the policy as it is understood where there is no mistake: one JSON object on one line.
/// `"schema"` names its form.
std::string policy_check_json(Diagnostics const& mistakes, Diagnostics const& advice, policy::Config const* understood);

/// A policy that is in order, in words: who may do what.
std::string policy_summary(policy::Config const& understood, std::string const& name, Look const& look);

}  // namespace corsage::report
