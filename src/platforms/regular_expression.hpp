#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace corsage::platforms {

/// An origin or a pattern of a policy as a regular expression that matches what it means and nothing else, once it is
/// anchored at both ends: in the syntax that PCRE, RE2, Python, JavaScript, Java, .NET and Ruby share, and without braces.
std::string regular_expression_of(std::string_view origin);

/// One for all of them, which can be anchored as it is.
std::string regular_expression_of(std::vector<std::string> const& origins);

}  // namespace corsage::platforms
