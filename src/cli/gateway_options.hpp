#pragma once

#include <string>
#include <vector>

#include "invocation.hpp"

namespace corsage::cli {

/// What is typed for a gateway: a file, or what it would say.
struct GatewayOptions {
  std::string file;
  std::vector<std::string> to;
  std::vector<std::string> allow;
  std::vector<std::string> listen;
  std::string admin;
  std::string access_log;
  std::string learn;  ///< a file
  bool check = false;

  // Of a relay.
  std::string relay;                 ///< the API's URL; empty: no relay
  std::vector<std::string> secrets;  ///< "NAME=VALUE"
  bool dangerously_allow_private_addresses = false;
};

/// Runs a gateway to its end.
ExitStatus run_gateway(GatewayOptions const& options, Invocation& invocation);

}  // namespace corsage::cli
