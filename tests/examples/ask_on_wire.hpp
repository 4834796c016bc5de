#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace corsage::test {

/// Who closes the connection.
enum class Closing : std::uint8_t {
  theirs,  ///< the server, having answered
  ours,    ///< we do, having read as much as the answer's Content-Length says
};

/// Sends these bytes to a port of 127.0.0.1 and gives all that comes back until the connection is closed.
/// Ends with "(still open)" where it is not within ten seconds.
std::string ask_on_wire(std::uint16_t port, std::string_view bytes, Closing closing);

}  // namespace corsage::test
