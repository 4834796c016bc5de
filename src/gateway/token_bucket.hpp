#pragma once

#include <algorithm>
#include <chrono>

#include "corsage/gateway/relay.hpp"

namespace corsage::gateway {

/// What is left of a rate. It fills by itself, up to the burst; each request takes one.
class TokenBucket {
 public:
  using Time = std::chrono::steady_clock::time_point;

  TokenBucket(Rate rate, Time now) : rate_(rate), tokens_(rate.burst), at_(now) {}

  /// Whether a request may pass, which it does then.
  bool take(Time now) {
    fill(now);
    if (tokens_ < 1) {
      return false;
    }
    tokens_ -= 1;
    return true;
  }

  /// Until there is a token again; whole seconds, at least one, as `Retry-After` has it.
  ///
  /// https://www.rfc-editor.org/rfc/rfc9110#name-retry-after
  std::chrono::seconds retry_after() const {
    std::chrono::duration<double> const wait((1 - tokens_) / rate_.per_second);
    return std::max(std::chrono::ceil<std::chrono::seconds>(wait), std::chrono::seconds(1));
  }

 private:
  void fill(Time now) {
    // Each worker has a clock of its own, and they tick one after the other.
    if (now <= at_) {
      return;
    }
    auto const passed = std::chrono::duration<double>(now - at_).count();
    tokens_ = std::min(rate_.burst, tokens_ + passed * rate_.per_second);
    at_ = now;
  }

  Rate rate_;
  double tokens_;
  Time at_;
};

}  // namespace corsage::gateway
