#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "corsage/base/diagnostic.hpp"
#include "corsage/policy/config.hpp"

namespace corsage::platforms {

/// What no configuration may say, and what would break out of one: every platform asks for this first, so that it can
/// write the policy's words as they are.
Diagnostics mistakes_of(policy::Config const& config);

/// Whether the list is the one word `*`.
bool is_everything(std::vector<std::string> const& list);

/// The items joined with ", ".
std::string joined(std::vector<std::string> const& items);

}  // namespace corsage::platforms
