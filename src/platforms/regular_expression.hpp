#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "corsage/policy/origin_pattern.hpp"

namespace corsage::platforms {

/// A pattern of a policy as a regular expression that matches what it means and nothing else, once it is anchored at both
/// ends: in the syntax that PCRE, RE2, Python, JavaScript, Java, .NET and Ruby share, and without braces.
std::string regular_expression_of(policy::OriginPattern const& pattern);

/// One for all of them, which can be anchored as it is. Where there is none, it matches nothing.
std::string regular_expression_of(std::vector<policy::OriginPattern> const& patterns);

/// The same for patterns as a policy has them written. A text that is no pattern means no origin: it matches nothing.
std::string regular_expression_of(std::string_view origin);
std::string regular_expression_of(std::vector<std::string> const& origins);

}  // namespace corsage::platforms
