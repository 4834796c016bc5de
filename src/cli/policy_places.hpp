#pragma once

#include "corsage/base/diagnostic.hpp"
#include "corsage/policy/config.hpp"
#include "corsage/policy/config_places.hpp"

namespace corsage::cli {

/// What a platform finds wrong names a key of the policy and an entry of its list: the same mistakes with the places that
/// these have in the policy's file, in the order of the file. What names no key stays without a place, and comes first.
Diagnostics placed(Diagnostics mistakes, policy::Config const& written, policy::ConfigPlaces const& places);

}  // namespace corsage::cli
