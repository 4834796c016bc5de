#pragma once

#include <string_view>

#include "corsage/policy/config.hpp"

/// What frameworks whose settings are a programming language's values have in common.
namespace corsage::platforms {

/// Whether pages of the web have that origin: then it has no upper case, and what ignores case compares it exactly.
bool is_web_origin(std::string_view origin);

/// Whether the policy names an origin, an app's say, of which another spelling may be somebody else's.
bool has_origins_with_case(policy::Config const& config);

}  // namespace corsage::platforms
