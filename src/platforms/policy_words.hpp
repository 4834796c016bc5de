#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "corsage/base/diagnostic.hpp"
#include "corsage/policy/config.hpp"

namespace corsage::platforms {

/// What no configuration may say: every platform asks for this first. What is left are origins and tokens of HTTP, which
/// each platform quotes as its language wants it.
Diagnostics mistakes_of(policy::Config const& config);

/// The text with a backslash in front of each quotation mark and each backslash.
std::string escaped(std::string_view text, char quotation_mark);

/// Whether the list is the one word `*`.
bool is_everything(std::vector<std::string> const& list);

/// The lines that have to go, one a comment's line, with what the reader has to know of them around; empty where there
/// are none.
std::string comment_on_replaced(std::string_view mark, std::vector<std::string> const& replaced, std::string_view how);

/// That the three methods which the policy's list leaves out are allowed all the same; empty where it lists none.
std::string comment_on_methods(std::string_view mark, policy::Config const& config);

/// The items joined with ", ".
std::string joined(std::vector<std::string> const& items);

}  // namespace corsage::platforms
