#pragma once

#include <cstdint>

#include "corsage/policy/decision.hpp"
#include "corsage/policy/incoming.hpp"
#include "corsage/policy/policy.hpp"

namespace corsage::policy {

/// What the policy says to a request. Takes no memory from the heap and a time that is bounded by the policy's size,
/// whatever the request holds: reading stops at the first sign of what no browser sends.
///
/// A preflight is answered by the policy itself: with its status and what is allowed, or with 403 and no CORS header.
/// Any other request passes to upstream, refused origins too: it is the browser that keeps the answer from the page.
/// A page's own origin is treated as any other: a server cannot know under which name the page reached it, and browsers
/// send Origin with same-origin requests that are neither GET nor HEAD. Who does not list it loses nothing: a browser
/// does not ask CORS there.
/// Names in Access-Control-Request-Headers may come in any order and case, on several lines, with white space between,
/// and a few times.
Decision decide(Policy const& policy, Incoming const& incoming);

/// How a candidate's answer to a request differs from that of the policy that is live.
enum class Shift : std::uint8_t {
  none,           ///< the same answer
  answer,         ///< the same verdict, other headers or another status
  newly_allowed,  ///< the live policy refuses it
  newly_refused,  ///< the live policy allows it
};

std::string_view to_string(Shift shift);

/// How a candidate's decision differs from the live one about the same request.
Shift shift_between(Decision const& live, Decision const& candidate);

/// A decision that counts, and one beside it that is only looked at.
struct ShadowedDecision {
  Decision live;
  Decision candidate;
  Shift shift = Shift::none;
};

/// Decides under the live policy, and under a candidate beside it.
ShadowedDecision decide_beside(Policy const& live, Policy const& candidate, Incoming const& incoming);

}  // namespace corsage::policy
