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

/// The lines that have to go, one a comment's line, with what the reader has to know of them around; empty where there
/// are none.
std::string comment_on_replaced(std::string_view mark, std::vector<std::string> const& replaced, std::string_view how);

/// The items joined with ", ".
std::string joined(std::vector<std::string> const& items);

}  // namespace corsage::platforms
