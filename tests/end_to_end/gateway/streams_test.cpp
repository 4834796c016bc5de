#include <chrono>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "end_to_end/gateway/stream_at_hand.hpp"

namespace corsage::test {
namespace {

using std::chrono::milliseconds;

/// All other times are over before a stream says a word.
constexpr std::string_view short_times =
    "head_time = 0.3\nbody_time = 0.3\nidle_time = 0.3\nresponse_time = 0.3\nfirst_byte_time = 0.3\n";
constexpr milliseconds long_silence{900};

TEST_F(GatewayStream, of_events_passes_each_as_it_comes_however_long_it_is_silent) {
  auto gateway = this->gateway({.limits = short_times});
  for (std::string_view const framing : {"Transfer-Encoding: chunked\r\n", ""}) {
    SCOPED_TRACE(framing);
    RawConnection client(gateway.port());
    client.send(request("GET /events", from_page));
    auto upstream = upstream_.accept();
    upstream.receive_until("\r\n\r\n");
    upstream.send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\n" + std::string(framing) +
                  "\r\n");
    expect_readable(client.receive_until("\r\n\r\n"));
    for (int i = 0; i < 3; ++i) {
      upstream.send(framing.empty() ? "data: x\n\n" : "9\r\ndata: x\n\n\r\n");
      EXPECT_EQ(client.receive_until("\n\n\r\n"), "9\r\ndata: x\n\n\r\n");
      std::this_thread::sleep_for(long_silence);
    }
    if (!framing.empty()) {
      upstream.send("0\r\n\r\n");
    }
    upstream.close();
    EXPECT_EQ(client.receive_until("0\r\n\r\n"), "0\r\n\r\n");
  }
}

TEST_F(GatewayStream, of_events_has_an_end_of_its_own) {
  auto gateway = this->gateway({.limits = "stream_time = 0.5\n"});
  RawConnection client(gateway.port());
  client.send(request("GET /events"));
  auto upstream = upstream_.accept();
  upstream.receive_until("\r\n\r\n");
  upstream.send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n");
  client.receive_until("\r\n\r\n");
  EXPECT_TRUE(client.ends_within(milliseconds(5000)));
  EXPECT_TRUE(upstream.ends_within(milliseconds(5000)));
}

TEST_F(GatewayStream, of_a_websocket_passes_both_ways_however_long_it_is_silent) {
  auto gateway = this->gateway({.limits = short_times});
  RawConnection client(gateway.port());
  auto upstream = opened(client, "hello");
  EXPECT_EQ(client.receive_until("hello"), "hello");
  for (int i = 0; i < 3; ++i) {
    client.send("ping");
    EXPECT_EQ(upstream.receive_until("ping"), "ping");
    upstream.send("pong");
    EXPECT_EQ(client.receive_until("pong"), "pong");
    std::this_thread::sleep_for(long_silence);
  }
  std::string const large(5'000'000, 'x');
  std::thread sender([&] { client.send(large + "."); });
  EXPECT_EQ(upstream.receive_until(".").size(), large.size() + 1);
  sender.join();
}

TEST_F(GatewayStream, of_a_websocket_ends_when_either_side_does_and_loses_nothing) {
  auto gateway = this->gateway();
  {
    RawConnection client(gateway.port());
    auto upstream = opened(client);
    upstream.send("last words");
    upstream.close();
    EXPECT_EQ(client.receive_rest(), "last words");
    EXPECT_FALSE(client.was_reset());
  }
  {
    RawConnection client(gateway.port());
    auto upstream = opened(client);
    client.send("last words");
    client.close();
    EXPECT_EQ(upstream.receive_rest(), "last words");
    EXPECT_FALSE(upstream.was_reset());
  }
  {
    RawConnection client(gateway.port());
    auto upstream = opened(client);
    client.reset();
    EXPECT_TRUE(upstream.ends_within(milliseconds(3000)));
  }
  {
    // Who says that it ends and stays all the same is not waited for.
    RawConnection client(gateway.port());
    auto upstream = opened(client);
    client.finish();
    EXPECT_TRUE(client.ends_within(milliseconds(5000)));
  }
  expect_well(gateway);
}

struct OriginRow {
  std::string_view name;
  std::string_view lines;
  std::string_view cors = "credentials = true\n";
  bool is_refused = false;
};

TEST_F(GatewayStream, of_a_websocket_is_for_pages_that_the_policy_allows) {
  std::vector<OriginRow> const rows{
      {.name = "a page that it lists", .lines = "Origin: http://localhost:5173\r\nCookie: a=b\r\n"},
      {.name = "a page that it does not list", .lines = "Origin: http://evil.test\r\n", .is_refused = true},
      {.name = "a page without an origin", .lines = "Origin: null\r\n", .is_refused = true},
      {.name = "two origins",
       .lines = "Origin: http://localhost:5173\r\nOrigin: http://evil.test\r\n",
       .is_refused = true},
      {.name = "a page that it lists, cookies that it does not allow",
       .lines = "Origin: http://localhost:5173\r\nCookie: a=b\r\n",
       .cors = "",
       .is_refused = true},
      {.name = "the gateway's own page", .lines = "Origin: http://127.0.0.1\r\nCookie: a=b\r\n"},
      {.name = "the gateway's own page, by the browser's word",
       .lines = "Origin: https://127.0.0.1\r\nSec-Fetch-Site: same-origin\r\n"},
      {.name = "no page", .lines = ""},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    auto gateway = this->gateway({.cors = row.cors});
    RawConnection client(gateway.port());
    client.send(handshake(row.lines));
    if (row.is_refused) {
      auto const answer = client.receive_until("}\n");
      EXPECT_TRUE(answer.starts_with("HTTP/1.1 403 ")) << answer;
      EXPECT_NE(answer.find("\"code\":\"websocket_origin\""), std::string::npos) << answer;
      EXPECT_FALSE(upstream_.is_called_within(milliseconds(50)));
    } else {
      EXPECT_NE(upstream_.accept().receive_until("\r\n\r\n").find("Upgrade: websocket\r\n"), std::string::npos);
    }
  }
}

TEST_F(GatewayStream, of_a_websocket_is_upstreams_matter_where_cors_is) {
  auto const path = directory_.write("off.toml", "[[route]]\nto = \"" + upstream_.origin() + "\"\ncors = \"off\"\n");
  RunningGateway gateway({"gateway", path});
  RawConnection client(gateway.port());
  client.send(handshake(from_stranger));
  EXPECT_NE(upstream_.accept().receive_until("\r\n\r\n").find("Upgrade: websocket\r\n"), std::string::npos);
}

struct UpgradeRow {
  std::string_view name;
  std::string request;
};

TEST_F(GatewayStream, of_no_other_protocol_is_asked_for) {
  auto gateway = this->gateway();
  std::vector<UpgradeRow> const rows{
      {"h2c",
       request("GET /", "Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n")},
      {"one of two", request("GET /", "Upgrade: h2c, websocket\r\nConnection: Upgrade\r\n")},
      {"one that Connection does not name", request("GET /", "Upgrade: websocket\r\n")},
      {"one with a body",
       request("POST /", "Upgrade: websocket\r\nConnection: Upgrade\r\nContent-Length: 2\r\n", "ab")},
      {"one of HTTP/1.0", "GET / HTTP/1.0\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n"},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    RawConnection client(gateway.port());
    client.send(row.request);
    auto const seen = upstream_.accept().receive_until("\r\n\r\n");
    EXPECT_FALSE(seen.empty());
    EXPECT_TRUE(values_of(seen, "upgrade").empty()) << seen;
    EXPECT_TRUE(values_of(seen, "http2-settings").empty()) << seen;
  }
}

TEST_F(GatewayStream, of_a_websocket_that_upstream_refuses_is_an_answer_like_others) {
  auto gateway = this->gateway();
  RawConnection client(gateway.port());
  client.send(handshake(from_page));
  auto upstream = upstream_.accept();
  upstream.receive_until("\r\n\r\n");
  upstream.send("HTTP/1.1 426 Upgrade Required\r\nContent-Length: 0\r\n\r\n");
  expect_readable(client.receive_until("\r\n\r\n"));
  client.send(request("GET /next"));
  EXPECT_TRUE(upstream.receive_until("\r\n\r\n").starts_with("GET /next "));
}

}  // namespace
}  // namespace corsage::test
