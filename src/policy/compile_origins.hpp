#pragma once

#include "corsage/policy/config.hpp"
#include "mistakes.hpp"
#include "policy_contents.hpp"

namespace corsage::policy {

/// Reads `config.origins` into the policy, and adds what is wrong with them.
void compile_origins(Config const& config, ConfigPlaces const& places, Policy::Contents& contents, Mistakes& mistakes);

}  // namespace corsage::policy
