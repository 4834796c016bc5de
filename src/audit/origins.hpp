#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "corsage/audit/probe.hpp"
#include "corsage/audit/target.hpp"
#include "corsage/url/origin.hpp"

namespace corsage::audit {

/// Whoever trusts more origins has names made after so many of them.
constexpr std::size_t most_bases = 8;

/// An origin to probe with.
struct ProbedOrigin {
  std::string origin;
  Senders senders = {};
};

/// The origins that probes of the kind send, by the rows of origins.def: made after `base`, a trusted origin. None that
/// is trusted or the target's own, and none twice.
std::vector<ProbedOrigin> origins_of(ProbeKind kind, Target const& target, url::Origin const& base);

}  // namespace corsage::audit
