#pragma once

#include "corsage/gateway/configuration.hpp"

namespace corsage::cli {

/// Looks up the names of all servers behind, and tells on standard error which cannot be found. False where there is a
/// name that nobody has; one that cannot be looked up just now may be found later.
bool has_known_upstreams(gateway::Configuration const& configuration);

}  // namespace corsage::cli
