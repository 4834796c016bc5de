#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "corsage/platforms/platform.hpp"

/// A policy in Python.
namespace corsage::platforms {

/// How a framework says what a function that changes an answer's headers has in hand.
struct PythonWords {
  std::string_view declaration;   ///< the lines that open the function
  std::string_view asked;         ///< the request's headers, a mapping that ignores case
  std::string_view answer;        ///< the answer's
  std::string_view erase;         ///< deletes the header {} from them, where it is there
  std::string_view vary;          ///< the lines that add Origin to Vary, {0} being their indent
  std::string_view is_preflight;  ///< an expression
};

/// The constant CORS_ORIGINS, where the policy lists origins: a set, or a regular expression. It needs `re` then.
std::string python_origins(policy::Config const& config);

/// The imports of this and what the framework's own are, in the order that Python's style guide wants.
std::string python_imports(policy::Config const& config, std::string_view framework);

/// The expression that is true for a preflight, of a request's method and headers; `indent` is of its second line.
std::string python_preflight_rule(std::string_view method, std::string_view headers, std::size_t indent);

/// A function is_preflight of `parameter`, which may be empty where `request` is there without.
std::string python_is_preflight(std::string_view parameter);

/// The function that makes an answer's headers the policy's; without the end, for what it returns.
std::string python_function(policy::Config const& config, Place const& place, PythonWords const& words);

}  // namespace corsage::platforms
