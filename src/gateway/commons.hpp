#pragma once

#include <string>

#include "census.hpp"

namespace corsage::gateway {

/// What a gateway's workers share.
struct Commons {
  /// By which the gateway knows itself in Via: another one's, of the same make, is no loop.
  std::string const pseudonym;
  Census census = {};
};

}  // namespace corsage::gateway
