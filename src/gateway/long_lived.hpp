#pragma once

#include "asio.hpp"

namespace corsage::gateway {

/// Has the system find out, after a minute of silence, whether the other side is still there: for event streams and
/// WebSockets, which may be silent for long.
void probe_while_silent(Socket& socket);

}  // namespace corsage::gateway
