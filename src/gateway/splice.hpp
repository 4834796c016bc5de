#pragma once

#include <cstdint>

#include "asio.hpp"

namespace corsage::gateway {

class ClientConnection;
class Stream;

/// Moves `remaining` bytes from upstream to the client inside the kernel, and counts them down. Ends early, with
/// `remaining` above 0, when either side ends, or when the system has no pipe for it: then nothing was moved, and `error`
/// is clear.
///
/// splice(2)
Awaitable<void> splice_to_client(Stream& upstream, ClientConnection& client, std::uint64_t& remaining, Error& error);

}  // namespace corsage::gateway
