#pragma once

#include <optional>

#include "corsage/explain/diagnosis.hpp"
#include "corsage/fetch/environment.hpp"
#include "corsage/fetch/request.hpp"

namespace corsage::explain {

/// The policy that the diagnosis' repaired answers speak of: the page's one origin and what this request needs, and
/// whatever the server allowed before. Everybody only where each URL that is mended let everybody in already, or where an
/// answer would have to allow the origin "null". Nothing when that is no way out, since "null" is anybody's.
std::optional<policy::Config> policy_of(fetch::Request const& request, fetch::Environment const& environment,
                                        Interests const& interests, Diagnosis const& diagnosis);

}  // namespace corsage::explain
