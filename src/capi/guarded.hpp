#pragma once

#include <utility>

namespace corsage::capi {

/// What the call gives, or `otherwise` where it throws: a caller in C cannot catch. Only memory that is out is thrown.
template <typename Value, typename Call>
Value guarded(Value otherwise, Call&& call) noexcept {
  try {
    return std::forward<Call>(call)();
  } catch (...) {
    return otherwise;
  }
}

}  // namespace corsage::capi
