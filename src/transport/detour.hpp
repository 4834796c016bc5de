#pragma once

#include <string>

#include "corsage/transport/curl_transport.hpp"

namespace corsage::transport {

/// Whether the request goes to the server in the other's place.
bool is_detoured(fetch::WireRequest const& request, Detour const& detour);

/// A request that is detoured, as it goes there.
fetch::WireRequest detoured(fetch::WireRequest request, Detour const& detour);

/// The row of CURLOPT_CONNECT_TO that leads there; empty where the URL itself does.
std::string connect_to_row(Detour const& detour);

}  // namespace corsage::transport
