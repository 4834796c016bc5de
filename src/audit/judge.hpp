#pragma once

#include "corsage/audit/audit.hpp"

namespace corsage::audit {

/// What the evidence comes to.
Verdict judge(Target const& target, Evidence const& evidence);

}  // namespace corsage::audit
