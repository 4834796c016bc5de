#pragma once

#include <cstddef>
#include <vector>

#include "corsage/audit/probe.hpp"
#include "corsage/audit/target.hpp"

namespace corsage::audit {

/// Whoever trusts more origins has the first of them asked for.
constexpr std::size_t most_trusted = 32;

/// What to ask now that this much is known: none where nothing is left to ask. The evidence is whole: what was asked has
/// been answered, or nobody answers.
std::vector<Probe> plan(Target const& target, Evidence const& evidence);

/// Whether a probe of the kind is a control, without which nothing can be said.
bool is_control(ProbeKind kind);

/// Whether nothing can be judged where it is not answered. Without preflights the answers themselves still can, and what
/// stands before a server may hang up on odd origins alone.
bool is_indispensable(ProbeKind kind);

}  // namespace corsage::audit
