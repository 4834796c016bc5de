#pragma once

#include "corsage/policy/config.hpp"
#include "mistakes.hpp"
#include "policy_contents.hpp"

namespace corsage::policy {

/// Read the list of that name into the policy, and add what is wrong with it.
void compile_methods(Config const& config, ConfigPlaces const& places, Policy::Contents& contents, Mistakes& mistakes);
void compile_request_headers(Config const& config, ConfigPlaces const& places, Policy::Contents& contents,
                             Mistakes& mistakes);
void compile_response_headers(Config const& config, ConfigPlaces const& places, Policy::Contents& contents,
                              Mistakes& mistakes);

}  // namespace corsage::policy
