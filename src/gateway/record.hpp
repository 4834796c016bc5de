#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "corsage/gateway/configuration.hpp"
#include "corsage/policy/apply.hpp"
#include "corsage/policy/decide.hpp"
#include "corsage/policy/decision.hpp"
#include "deadlines.hpp"

namespace corsage::gateway {

struct RouteTally;

/// How what the server behind says about CORS stands to the policy.
enum class UpstreamSays : std::uint8_t {
  nothing,    ///< it has no such header lines, or nobody looked
  harmless,   ///< what it says changes nothing
  otherwise,  ///< it contradicts the policy
};

/// What became of one request: for the tallies, the access log and whoever looks. Its views and pointers last as long as
/// the request.
struct Record {
  RouteTally* tally = nullptr;
  Route const* route = nullptr;                ///< null: no route takes it
  policy::Decision const* decision = nullptr;  ///< enforced or reported; null where CORS is upstream's
  Upstream const* upstream = nullptr;          ///< null: nobody behind was asked
  std::string_view scheme = {};                ///< how the request came: "http" or "https"

  int status = 0;                  ///< of the answer; 0: there was none
  std::uint64_t bytes = 0;         ///< that went to the client, heads included
  std::string_view own_code = {};  ///< of the gateway's own answer; empty: it is upstream's or the policy's

  policy::Shift shift = policy::Shift::none;  ///< what the candidate would have changed
  trace::Reason candidate_reason = trace::Reason::policy_not_cors;

  UpstreamSays upstream_says = UpstreamSays::nothing;
  policy::ReplacedLines replaced = {};  ///< where it contradicts and somebody wants to know

  // Only where somebody wants to know how long it took.
  Clock::time_point began = {};
  Clock::time_point sent = {};      ///< the request's head, to upstream
  Clock::time_point answered = {};  ///< upstream's head was there

  /// The gateway itself answers: with so many bytes, and with this code where it is in somebody's place.
  void answer(int with_status, std::string_view code, std::size_t length) {
    status = with_status;
    own_code = code;
    bytes += length;
  }
};

}  // namespace corsage::gateway
