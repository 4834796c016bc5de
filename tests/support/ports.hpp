#pragma once

#include <cstdint>

namespace corsage::test {

/// A port of 127.0.0.1 that nobody listened on a moment ago: for servers that cannot choose one themselves.
std::uint16_t free_port();

/// Waits until somebody accepts connections there. False when nobody has after 20 seconds.
bool wait_for_listener(std::uint16_t port);

}  // namespace corsage::test
