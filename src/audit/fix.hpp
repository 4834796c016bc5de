#pragma once

#include <optional>
#include <span>

#include "case.hpp"
#include "corsage/policy/config.hpp"

namespace corsage::audit {

/// The policy that lets in the target's trusted origins, with what they are let do now and what is missing to it, and nobody
/// else; or the target's own policy, as it stands. Nothing where no origin was said to be trusted, nothing worse than information was found, or no policy can say it.
std::optional<policy::Config> fix_of(Case const& the_case, std::span<Finding const> findings);

}  // namespace corsage::audit
