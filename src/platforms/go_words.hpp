#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "corsage/policy/config.hpp"

namespace corsage::platforms {

/// One field of a struct, a list of strings: a line in Go.
std::string go_field(std::string_view name, std::vector<std::string> const& items);

/// What is said above both packages: what to import, where it belongs, and its traps.
std::string go_comment(std::string_view package);

/// The field of that name, in seconds, where the policy says how long a preflight's answer is kept, and no more than
/// `longest`.
std::string go_max_age(std::string_view name, policy::Config const& config, std::uint64_t longest);

/// A handler around `handler`, which is called `inner` from then on: the statements, then that.
std::string go_around(std::string_view inner, std::string_view statements);

/// The handler around `handler` that adds Timing-Allow-Origin; empty where the policy has none.
std::string go_timing(policy::Config const& config);

}  // namespace corsage::platforms
