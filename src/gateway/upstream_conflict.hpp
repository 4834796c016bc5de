#pragma once

#include "corsage/policy/apply.hpp"
#include "corsage/policy/decision.hpp"
#include "head.hpp"
#include "record.hpp"

namespace corsage::gateway {

/// How what the answer says about CORS stands to the decision. Takes no memory.
UpstreamSays upstream_says(Head const& answer, policy::Decision const& decision);

/// The answer's CORS lines that contradict the decision, and what it says instead.
policy::ReplacedLines contradictions(Head const& answer, policy::Decision const& decision);

}  // namespace corsage::gateway
