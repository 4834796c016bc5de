#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "end_to_end/gateway/gateway_at_hand.hpp"

namespace corsage::test {

/// WebSockets through a gateway.
class GatewayStream : public GatewayAtHand {
 protected:
  static std::string handshake(std::string_view lines) {
    return request("GET /socket",
                   "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                   "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" +
                       std::string(lines));
  }

  /// Upstream's end of a WebSocket that is open.
  RawConnection opened(RawConnection& client, std::string_view with = {}) {
    client.send(handshake(from_page));
    auto upstream = upstream_.accept();
    auto const seen = upstream.receive_until("\r\n\r\n");
    EXPECT_EQ(values_of(seen, "upgrade"), std::vector<std::string>{"websocket"});
    EXPECT_EQ(values_of(seen, "connection"), std::vector<std::string>{"upgrade"});
    EXPECT_EQ(values_of(seen, "origin"), std::vector<std::string>{std::string(page)});
    upstream.send(
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n" +
        std::string(with));
    auto const answer = client.receive_until("\r\n\r\n");
    EXPECT_TRUE(answer.starts_with("HTTP/1.1 101 ")) << answer;
    EXPECT_EQ(values_of(answer, "sec-websocket-accept").size(), 1U);
    return upstream;
  }
};

}  // namespace corsage::test
