#pragma once

#include <string>
#include <vector>

#include "corsage/policy/origin_pattern.hpp"

namespace corsage::platforms {

/// A pattern of a policy as a regular expression that matches what it means and nothing else, once it is anchored at both
/// ends: in the syntax that PCRE, RE2, Python, JavaScript, Java, .NET and Ruby share, and without braces.
std::string regular_expression_of(policy::OriginPattern const& pattern);

/// One for all of them, which can be anchored as it is. Where there is none, it matches nothing.
std::string regular_expression_of(std::vector<policy::OriginPattern> const& patterns);

}  // namespace corsage::platforms
