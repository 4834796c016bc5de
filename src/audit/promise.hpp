#pragma once

#include <cstdint>
#include <string_view>

#include "corsage/audit/probe.hpp"
#include "corsage/audit/target.hpp"

namespace corsage::audit {

/// What the policy that a resource is meant to keep to gives pages of an origin.
enum class Promise : std::uint8_t { nothing, answers, answers_to_credentials };

/// Nothing where there is no policy.
Promise promise_to(Target const& target, std::string_view origin);

/// Whether the policy gives the probe's origin all that the answer gives it: then nobody is let in who should stay out.
bool is_promised(Target const& target, Asked const& asked);

}  // namespace corsage::audit
