#pragma once

#include <string_view>

#include "corsage/audit/probe.hpp"
#include "corsage/audit/target.hpp"
#include "corsage/fetch/exchange.hpp"

namespace corsage::audit {

/// What a probe of the kind sends, with that Origin; empty: without one.
fetch::WireRequest request_of(Target const& target, ProbeKind kind, std::string_view origin);

}  // namespace corsage::audit
