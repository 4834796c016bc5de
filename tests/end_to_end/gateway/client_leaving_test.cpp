#include <chrono>
#include <string>

#include "end_to_end/gateway/gateway_at_hand.hpp"

namespace corsage::test {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds soon{3000};

class GatewayClient : public GatewayAtHand {
 protected:
  /// A request that upstream has read.
  RawConnection asked(RawConnection& client, std::string const& bytes) {
    client.send(bytes);
    auto upstream = upstream_.accept();
    upstream.receive_until("\r\n\r\n");
    return upstream;
  }
};

TEST_F(GatewayClient, that_leaves_before_its_answer_is_waited_for_no_longer) {
  auto gateway = this->gateway();
  for (bool const says_so : {true, false}) {
    SCOPED_TRACE(says_so);
    RawConnection client(gateway.port());
    auto upstream = asked(client, request("GET /slow"));
    says_so ? client.close() : client.reset();
    EXPECT_TRUE(upstream.ends_within(soon));
  }
  expect_well(gateway);
}

TEST_F(GatewayClient, that_leaves_an_event_stream_ends_it) {
  auto gateway = this->gateway();
  RawConnection client(gateway.port());
  auto upstream = asked(client, request("GET /events"));
  upstream.send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: 1\n\n");
  EXPECT_NE(client.receive_until("data: 1\n\n").find("data: 1"), std::string::npos);
  client.close();
  EXPECT_TRUE(upstream.ends_within(soon));
  expect_well(gateway);
}

TEST_F(GatewayClient, that_sent_another_request_before_it_left_has_both_carried_out) {
  auto gateway = this->gateway();
  RawConnection client(gateway.port());
  auto upstream = asked(client, request("POST /first") + request("POST /second"));
  client.finish();
  EXPECT_FALSE(upstream.ends_within(milliseconds(1200)));
  upstream.send("HTTP/1.1 204 No Content\r\n\r\n");
  EXPECT_TRUE(upstream.receive_until("\r\n\r\n").starts_with("POST /second "));
}

TEST_F(GatewayClient, that_says_with_its_request_that_it_is_the_last_is_not_kept) {
  auto gateway = this->gateway();
  RawConnection client(gateway.port());
  // Both arrive at once: nothing else will ever come.
  client.send(request("OPTIONS /", std::string(from_page) + "Access-Control-Request-Method: GET\r\n"));
  client.finish();
  EXPECT_TRUE(client.receive_until("\r\n\r\n").starts_with("HTTP/1.1 204 "));
  EXPECT_TRUE(client.ends_within(milliseconds(1500)));
}

TEST_F(GatewayClient, that_leaves_in_a_download_ends_it) {
  auto gateway = this->gateway();
  for (bool const says_so : {true, false}) {
    SCOPED_TRACE(says_so);
    RawConnection client(gateway.port());
    auto upstream = asked(client, request("GET /large"));
    upstream.send("HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n");
    upstream.send(std::string(100'000, 'x'));
    client.receive_until("xxxx");
    says_so ? client.close() : client.reset();
    std::string const piece(1'000'000, 'x');
    int sent = 0;
    while (sent < 1000 && upstream.send(piece)) {
      ++sent;
    }
    EXPECT_LT(sent, 100);
  }
  expect_well(gateway);
}

TEST_F(GatewayClient, that_leaves_in_an_upload_ends_it) {
  auto gateway = this->gateway();
  struct Row {
    std::string_view name;
    std::string_view lines;
    std::string_view sent;
  };
  for (auto const& row : {Row{"counted", "Content-Length: 100\r\n", "only this"},
                          Row{"chunked", "Transfer-Encoding: chunked\r\n", "4\r\nonly\r\n5\r\nth"}}) {
    for (bool const says_so : {true, false}) {
      SCOPED_TRACE(row.name);
      SCOPED_TRACE(says_so);
      RawConnection client(gateway.port());
      auto upstream = asked(client, request("POST /", row.lines, row.sent));
      says_so ? client.close() : client.reset();
      // Upstream can tell that the body is not whole: no last chunk comes, and not as many bytes as were promised.
      EXPECT_EQ(upstream.receive_rest(soon).find("0\r\n\r\n"), std::string::npos);
      EXPECT_TRUE(upstream.ends_within(milliseconds(0)));
    }
  }
  expect_well(gateway);
}

TEST_F(GatewayClient, that_does_not_read_is_left) {
  auto gateway = this->gateway({.limits = "body_time = 0.5\n"});
  RawConnection client(gateway.port(), 4096);
  auto upstream = asked(client, request("GET /large"));
  upstream.send("HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n");
  std::string const piece(1'000'000, 'x');
  int sent = 0;
  while (sent < 1000 && upstream.send(piece)) {
    ++sent;
  }
  // Back-pressure: what the client does not take, upstream is not asked for.
  EXPECT_LT(sent, 50);
  expect_well(gateway);
}

TEST_F(GatewayClient, that_does_not_send_is_told_and_left) {
  auto gateway = this->gateway({.limits = "body_time = 0.4\n"});
  for (std::string_view const lines : {"Content-Length: 100\r\n", "Transfer-Encoding: chunked\r\n"}) {
    SCOPED_TRACE(lines);
    RawConnection client(gateway.port());
    auto upstream = asked(client, request("POST /", std::string(from_page) + std::string(lines), "5\r\nhello"));
    auto const answer = client.receive_rest();
    EXPECT_TRUE(answer.starts_with("HTTP/1.1 408 ")) << answer;
    expect_readable(answer);
    EXPECT_TRUE(upstream.ends_within(soon));
  }
}

}  // namespace
}  // namespace corsage::test
