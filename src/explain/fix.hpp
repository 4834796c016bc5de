#pragma once

#include <optional>

#include "corsage/explain/diagnosis.hpp"
#include "corsage/fetch/environment.hpp"
#include "corsage/fetch/request.hpp"

namespace corsage::explain {

/// The policy that the repaired answers speak of: the page's one origin and what this request needs, and whatever the
/// server allowed before. Nothing when it would have to allow the origin "null", which is anybody's.
std::optional<policy::Config> policy_of(fetch::Request const& request, fetch::Environment const& environment,
                                        Interests const& interests, fetch::Run const& repaired);

}  // namespace corsage::explain
