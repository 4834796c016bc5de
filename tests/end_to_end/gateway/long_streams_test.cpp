#include <chrono>
#include <string>
#include <thread>

#include "end_to_end/gateway/stream_at_hand.hpp"

namespace corsage::test {
namespace {

// Longer than every limit of time that a gateway has where nobody set one, but that of streams.
TEST_F(GatewayStream, goes_on_for_minutes) {
  auto gateway = this->gateway();
  RawConnection listener(gateway.port());
  listener.send(request("GET /events", from_page));
  auto events = upstream_.accept();
  events.receive_until("\r\n\r\n");
  events.send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n");
  expect_readable(listener.receive_until("\r\n\r\n"));
  RawConnection client(gateway.port());
  auto upstream = opened(client);
  for (auto const silence : {std::chrono::seconds(1), std::chrono::seconds(35), std::chrono::seconds(65),
                             std::chrono::seconds(125), std::chrono::seconds(1)}) {
    SCOPED_TRACE(silence.count());
    std::this_thread::sleep_for(silence);
    client.send("ping");
    EXPECT_EQ(upstream.receive_until("ping"), "ping");
    upstream.send("pong");
    EXPECT_EQ(client.receive_until("pong"), "pong");
    events.send("data: x\n\n");
    EXPECT_EQ(listener.receive_until("\n\n\r\n"), "9\r\ndata: x\n\n\r\n");
  }
  expect_well(gateway);
}

}  // namespace
}  // namespace corsage::test
