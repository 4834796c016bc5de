#pragma once

#include <optional>

#include "corsage/gateway/relay.hpp"
#include "deadlines.hpp"
#include "rate_limiter.hpp"
#include "response_cache.hpp"

namespace corsage::gateway {

/// What a relay remembers from one request to the next. A configuration that takes another's place begins anew.
struct RelayState {
  explicit RelayState(Relay const& relay) {
    if (relay.client_rate || relay.route_rate) {
      limiter.emplace(relay.client_rate, relay.route_rate, Clock::now());
    }
    if (relay.cache_bytes > 0) {
      cache.emplace(relay.cache_bytes);
    }
  }

  std::optional<RateLimiter> limiter;
  std::optional<ResponseCache> cache;
};

}  // namespace corsage::gateway
