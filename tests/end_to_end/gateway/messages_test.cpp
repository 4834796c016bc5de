#include <chrono>
#include <csignal>
#include <string>
#include <string_view>
#include <vector>

#include "end_to_end/gateway/gateway_at_hand.hpp"

namespace corsage::test {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds a_moment{300};

class GatewayMessage : public GatewayAtHand {};

TEST_F(GatewayMessage, that_awaits_100_continue_has_upstreams) {
  auto gateway = this->gateway();
  RawConnection client(gateway.port());
  client.send(request("POST /", "Content-Length: 5\r\nExpect: 100-continue\r\n"));
  auto upstream = upstream_.accept();
  EXPECT_NE(upstream.receive_until("\r\n\r\n").find("Expect: 100-continue\r\n"), std::string::npos);
  EXPECT_EQ(client.receive_until("\r\n\r\n", a_moment), "");
  upstream.send("HTTP/1.1 100 Continue\r\n\r\n");
  EXPECT_TRUE(client.receive_until("\r\n\r\n").starts_with("HTTP/1.1 100 "));
  client.send("hello");
  EXPECT_EQ(upstream.receive_until("hello"), "hello");
  upstream.send("HTTP/1.1 204 No Content\r\n\r\n");
  EXPECT_TRUE(client.receive_until("\r\n\r\n").starts_with("HTTP/1.1 204 "));
  // The connection takes another request.
  client.send(request("GET /"));
  EXPECT_TRUE(upstream.receive_until("\r\n\r\n").starts_with("GET / "));
}

TEST_F(GatewayMessage, that_awaits_100_continue_may_be_refused_before_its_body) {
  auto gateway = this->gateway();
  RawConnection client(gateway.port());
  client.send(request("POST /", std::string(from_page) + "Content-Length: 5\r\nExpect: 100-continue\r\n"));
  auto upstream = upstream_.accept();
  upstream.receive_until("\r\n\r\n");
  upstream.send("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n");
  auto const answer = client.receive_rest();
  EXPECT_TRUE(answer.starts_with("HTTP/1.1 401 ")) << answer;
  EXPECT_EQ(values_of(answer, "connection"), std::vector<std::string>{"close"});
  expect_readable(answer);
  EXPECT_TRUE(upstream.ends_within(milliseconds(3000)));
}

TEST_F(GatewayMessage, passes_early_hints_and_not_to_http_1_0) {
  auto gateway = this->gateway();
  for (std::string_view const version : {"1.1", "1.0"}) {
    SCOPED_TRACE(version);
    RawConnection client(gateway.port());
    client.send("GET / HTTP/" + std::string(version) + "\r\nHost: a\r\nConnection: close\r\n\r\n");
    auto upstream = upstream_.accept();
    upstream.receive_until("\r\n\r\n");
    upstream.send(
        "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\nConnection: close\r\nAccess-Control-Allow-Origin: *\r\n\r\n"
        "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n");
    auto const answers = client.receive_rest();
    EXPECT_EQ(answers.starts_with("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\nVary: Origin\r\nVia: 1.1 corsage\r\n\r\n"
                                  "HTTP/1.1 204 "),
              version == "1.1")
        << answers;
    EXPECT_NE(answers.find("HTTP/1.1 204 "), std::string::npos);
  }
}

TEST_F(GatewayMessage, has_its_trailer_on_both_ways_without_what_belongs_before_the_body) {
  auto gateway = this->gateway();
  std::string const trailer =
      "0\r\nX-Sum: 1\r\nX-Forwarded-For: 1.1.1.1\r\nOrigin: http://a\r\n"
      "Access-Control-Allow-Origin: *\r\nSet-Cookie: a=b\r\nHost: b\r\nX-End: 2\r\n\r\n";
  RawConnection client(gateway.port());
  client.send(request("POST /", "Transfer-Encoding: chunked\r\n", "2\r\nab\r\n" + trailer));
  auto upstream = upstream_.accept();
  EXPECT_NE(upstream.receive_until("\r\n\r\n").find("Transfer-Encoding: chunked\r\n"), std::string::npos);
  EXPECT_EQ(upstream.receive_until("\r\n\r\n"), "2\r\nab\r\n0\r\nX-Sum: 1\r\nX-End: 2\r\n\r\n");
  upstream.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\ncd\r\n" + trailer);
  client.receive_until("\r\n\r\n");
  EXPECT_EQ(client.receive_until("\r\n\r\n"), "2\r\ncd\r\n0\r\nX-Sum: 1\r\nX-End: 2\r\n\r\n");
}

TEST_F(GatewayMessage, streams_its_body_as_it_comes) {
  auto gateway = this->gateway();
  RawConnection client(gateway.port());
  client.send(request("POST /", "Transfer-Encoding: chunked\r\n"));
  auto upstream = upstream_.accept();
  upstream.receive_until("\r\n\r\n");
  for (std::string_view const piece : {"one", "two", "six"}) {
    client.send("3\r\n" + std::string(piece) + "\r\n");
    EXPECT_EQ(upstream.receive_until("\r\n" + std::string(piece) + "\r\n"), "3\r\n" + std::string(piece) + "\r\n");
  }
  client.send("0\r\n\r\n");
  EXPECT_EQ(upstream.receive_until("0\r\n\r\n"), "0\r\n\r\n");
  upstream.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
  client.receive_until("\r\n\r\n");
  for (std::string_view const piece : {"one", "two", "six"}) {
    upstream.send("3\r\n" + std::string(piece) + "\r\n");
    EXPECT_EQ(client.receive_until("\r\n" + std::string(piece) + "\r\n"), "3\r\n" + std::string(piece) + "\r\n");
  }
}

TEST_F(GatewayMessage, goes_to_an_api_without_a_trailer) {
  auto const text = "threads = 1\n[[route]]\nrelay = \"" + upstream_.origin() +
                    "\"\ndangerously_allow_private_addresses = true\ncors = \"off\"\n";
  RunningGateway gateway({"gateway", directory_.write("relay.toml", text)});
  RawConnection client(gateway.port());
  client.send(
      request("POST /", "Transfer-Encoding: chunked\r\n", "2\r\nab\r\n0\r\nX-HTTP-Method-Override: DELETE\r\n\r\n"));
  auto upstream = upstream_.accept();
  upstream.receive_until("\r\n\r\n");
  EXPECT_EQ(upstream.receive_until("\r\n\r\n"), "2\r\nab\r\n0\r\n\r\n");
}

TEST_F(GatewayMessage, may_have_whatever_browsers_leave_in_a_query) {
  auto gateway = this->gateway();
  RawConnection client(gateway.port());
  client.send(request("GET /search?q=C:\\temp|x"));
  auto upstream = upstream_.accept();
  EXPECT_TRUE(upstream.receive_until("\r\n\r\n").starts_with("GET /search?q=C:\\temp|x HTTP/1.1\r\n"));
}

TEST_F(GatewayMessage, with_an_odd_path_is_refused_so_that_the_page_sees_it) {
  auto gateway = this->gateway();
  for (std::string_view const path : {"/a%2F..%2Fb", "/a%00b"}) {
    auto const answer = ask(gateway.port(), "GET " + std::string(path), from_page);
    EXPECT_TRUE(answer.starts_with("HTTP/1.1 400 ")) << answer;
    expect_readable(answer);
  }
}

TEST_F(GatewayMessage, that_no_route_takes_is_refused_so_that_the_page_sees_it) {
  auto gateway = this->gateway({.route = "path = \"/api\"\n"});
  auto const answer = ask(gateway.port(), "GET /me", from_page);
  EXPECT_TRUE(answer.starts_with("HTTP/1.1 404 ")) << answer;
  EXPECT_NE(answer.find("\"code\":\"no_route\""), std::string::npos) << answer;
  expect_readable(answer);
  EXPECT_EQ(values_of(ask(gateway.port(), "GET /me", from_stranger), "access-control-allow-origin").size(), 0U);
  gateway.process().signal(SIGTERM);
  auto const told = gateway.process().finish().error;
  EXPECT_NE(told.find("no route takes GET http://127.0.0.1"), std::string::npos) << told;
  EXPECT_EQ(told.find("no route", told.find("no route") + 1), std::string::npos) << told;
}

TEST_F(GatewayMessage, that_cannot_be_passed_on_is_told_once) {
  auto const file =
      directory_.write("nobody.toml", "threads = 1\n[[route]]\nto = \"http://127.0.0.1:1\"\ncors = \"off\"\n");
  RunningGateway gateway({"gateway", file});
  for (int i = 0; i < 3; ++i) {
    EXPECT_TRUE(ask(gateway.port(), "GET /").starts_with("HTTP/1.1 502 "));
  }
  gateway.process().signal(SIGTERM);
  auto const told = gateway.process().finish().error;
  EXPECT_NE(told.find("127.0.0.1:1 did not answer: Connection refused"), std::string::npos) << told;
  EXPECT_EQ(told.find("did not answer", told.find("did not answer") + 1), std::string::npos) << told;
}

TEST_F(GatewayMessage, that_is_led_to_the_server_behind_is_led_to_the_gateway) {
  auto gateway = this->gateway();
  RawConnection client(gateway.port());
  struct Row {
    std::string location;
    std::string led_to;
  };
  for (auto const& row : std::vector<Row>{{upstream_.origin() + "/me?x", "/me?x"},
                                          {"/me", "/me"},
                                          {"http://127.0.0.1:9/me", "http://127.0.0.1:9/me"},
                                          {upstream_.origin() + "0/me", upstream_.origin() + "0/me"}}) {
    client.send(request("GET /"));
    auto upstream = upstream_.accept();
    upstream.receive_until("\r\n\r\n");
    upstream.send("HTTP/1.1 302 Found\r\nContent-Length: 0\r\nConnection: close\r\nLocation: " + row.location +
                  "\r\n\r\n");
    EXPECT_EQ(values_of(client.receive_until("\r\n\r\n"), "location"), std::vector<std::string>{row.led_to});
  }
}

TEST_F(GatewayMessage, with_two_upgrades_asks_for_none) {
  auto gateway = this->gateway();
  RawConnection client(gateway.port());
  client.send(request("GET /", "Connection: upgrade\r\nUpgrade: h2c\r\nUpgrade: websocket\r\n"));
  auto upstream = upstream_.accept();
  auto const seen = upstream.receive_until("\r\n\r\n");
  EXPECT_EQ(values_of(seen, "upgrade").size() + values_of(seen, "connection").size(), 0U) << seen;
}

TEST_F(GatewayMessage, may_be_cut_anywhere) {
  auto gateway = this->gateway();
  auto const whole =
      request("POST /", "Transfer-Encoding: chunked\r\n", "3;a=b\r\nabc\r\n2\r\nde\r\n0\r\nX: y\r\n\r\n");
  for (auto cut = whole.find("3;"); cut < whole.size(); ++cut) {
    SCOPED_TRACE(cut);
    RawConnection client(gateway.port());
    client.send(whole.substr(0, cut));
    auto upstream = upstream_.accept();
    upstream.receive_until("\r\n\r\n");
    client.send(whole.substr(cut));
    EXPECT_TRUE(upstream.receive_until("0\r\nX: y\r\n\r\n").ends_with("0\r\nX: y\r\n\r\n"));
    upstream.send("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n");
    EXPECT_TRUE(client.receive_until("\r\n\r\n").starts_with("HTTP/1.1 204"));
  }
}

TEST_F(GatewayMessage, that_is_whole_is_answered_where_the_chunks_come_byte_by_byte) {
  auto gateway = this->gateway();
  RawConnection client(gateway.port());
  std::string const body = "3;a=b\r\nabc\r\n2\r\nde\r\n0\r\nX: y\r\n\r\n";
  for (char const byte : request("POST /", "Transfer-Encoding: chunked\r\n", body)) {
    client.send({&byte, 1});
  }
  auto upstream = upstream_.accept();
  upstream.receive_until("\r\n\r\n");
  std::string whole;
  // Chunks are cut anew; what they hold is the same.
  for (auto line = upstream.receive_until("\r\n"); line != "0\r\n"; line = upstream.receive_until("\r\n")) {
    ASSERT_FALSE(line.empty());
    auto const piece = upstream.receive_until("\r\n");
    whole += piece.substr(0, piece.size() - 2);
  }
  EXPECT_EQ(whole, "abcde");
  EXPECT_EQ(upstream.receive_until("\r\n\r\n"), "X: y\r\n\r\n");
}

TEST_F(GatewayMessage, with_a_whole_url_goes_to_its_path) {
  auto gateway = this->gateway({.route = "path = \"/api\"\n"});
  RawConnection client(gateway.port());
  client.send("GET http://A.test/api/x?y HTTP/1.1\r\nHost: a.test\r\n\r\n");
  EXPECT_TRUE(upstream_.accept().receive_until("\r\n\r\n").starts_with("GET /api/x?y HTTP/1.1\r\nHost: a.test\r\n"));
}

TEST_F(GatewayMessage, of_a_method_for_proxies_goes_nowhere) {
  auto gateway = this->gateway();
  for (std::string_view const line : {"TRACE /", "TRACK /", "CONNECT a.test:443", "CONNECT /"}) {
    SCOPED_TRACE(line);
    EXPECT_TRUE(ask(gateway.port(), line).starts_with("HTTP/1.1 501 "));
  }
  EXPECT_FALSE(upstream_.is_called_within(milliseconds(0)));
}

TEST_F(GatewayMessage, that_comes_round_again_is_a_loop_and_another_gateways_is_none) {
  auto outer = this->gateway();
  auto inner = this->gateway();
  RawConnection client(outer.port());
  client.send(request("GET /"));
  auto upstream = upstream_.accept();
  auto const seen = upstream.receive_until("\r\n\r\n");
  auto const via = values_of(seen, "via");
  ASSERT_EQ(via.size(), 1U) << seen;
  EXPECT_TRUE(ask(outer.port(), "GET /", "Via: " + via.front() + "\r\n").starts_with("HTTP/1.1 508 "));
  RawConnection other(inner.port());
  other.send(request("GET /", "Via: " + via.front() + "\r\n"));
  EXPECT_TRUE(values_of(upstream_.accept().receive_until("\r\n\r\n"), "via").front().starts_with(via.front() + ", "));
}

}  // namespace
}  // namespace corsage::test
