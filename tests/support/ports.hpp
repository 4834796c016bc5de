#pragma once

#include <cstdint>

namespace corsage::test {

/// A port of 127.0.0.1 that nobody listened on a moment ago: for servers that cannot choose one themselves.
std::uint16_t free_port();

/// A port of 127.0.0.1 that nobody listens on as long as this process lives, nor another one can take meanwhile.
std::uint16_t dead_port();

/// Waits until somebody accepts connections there. False when nobody has after 20 seconds.
bool wait_for_listener(std::uint16_t port);

}  // namespace corsage::test
