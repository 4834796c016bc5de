#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "corsage/policy/config.hpp"

namespace corsage::platforms {

/// One field of a struct, a list of strings: a line in Go.
std::string go_field(std::string_view name, std::vector<std::string> const& items);

/// The handler around `handler` that adds Timing-Allow-Origin; empty where the policy has none.
std::string go_timing(policy::Config const& config);

}  // namespace corsage::platforms
