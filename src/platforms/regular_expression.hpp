#pragma once

#include <string>
#include <string_view>

namespace corsage::platforms {

/// An origin as a regular expression that matches it and nothing else once it is anchored at both ends, in the syntax that
/// PCRE, RE2, Python, JavaScript, Java and Ruby share.
std::string regular_expression_of(std::string_view origin);

}  // namespace corsage::platforms
