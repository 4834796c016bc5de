#pragma once

#include <string_view>

#include "asio.hpp"

namespace corsage::gateway {

class ClientConnection;
class Stream;

/// Carries bytes both ways until either side has ended: what follows 101 Switching Protocols. `ahead` is what the client
/// sent with its request.
Awaitable<void> relay_both_ways(ClientConnection& client, Stream& upstream, std::string_view ahead);

}  // namespace corsage::gateway
