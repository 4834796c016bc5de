#include <chrono>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "end_to_end/gateway/gateway_at_hand.hpp"
#include "support/ports.hpp"

namespace corsage::test {
namespace {

using namespace std::string_view_literals;
using std::chrono::milliseconds;

constexpr std::string_view hurried = "response_time = 0.4\nbody_time = 0.4\nconnect_time = 0.4\n";

/// What upstream does once it has said what it says.
enum class Then { closes, resets, is_silent };

struct FailureRow {
  std::string_view name;
  std::string said;
  Then then = Then::closes;
  std::string_view status;
  std::string_view code = "";
};

class GatewayUpstreamFailure : public GatewayAtHand {};

TEST_F(GatewayUpstreamFailure, after_a_body_that_was_streamed_is_told_and_the_request_not_sent_again) {
  auto gateway = this->gateway();
  for (bool const is_chunked : {false, true}) {
    SCOPED_TRACE(is_chunked);
    RawConnection client(gateway.port());
    client.send(request("GET /"));
    auto upstream = upstream_.accept();
    upstream.receive_until("\r\n\r\n");
    upstream.send("HTTP/1.1 204 No Content\r\n\r\n");
    client.receive_until("\r\n\r\n");
    client.send(request("PUT /", is_chunked ? "Transfer-Encoding: chunked\r\n" : "Content-Length: 10\r\n"));
    upstream.receive_until("\r\n\r\n");
    client.send(is_chunked ? "5\r\nhello\r\n" : "hello");
    upstream.receive_until("hello");
    client.send(is_chunked ? "5\r\nworld\r\n0\r\n\r\n" : "world");
    upstream.receive_until(is_chunked ? "0\r\n\r\n" : "world");
    upstream.reset();
    EXPECT_TRUE(client.receive_until("\r\n\r\n").starts_with("HTTP/1.1 502 "));
    EXPECT_FALSE(upstream_.is_called_within(milliseconds(100)));
  }
}

TEST_F(GatewayUpstreamFailure, to_end_its_answer_where_it_says_is_nobody_elses_answer) {
  // Of one thread, so that whoever asks next would be given the same connection.
  RunningGateway gateway({"gateway", directory_.write("one.toml", "threads = 1\n[[route]]\nto = \"" +
                                                                      upstream_.origin() + "\"\ncors = \"off\"\n")});
  for (std::string_view const method : {"GET", "HEAD"}) {
    SCOPED_TRACE(method);
    RawConnection client(gateway.port());
    RawConnection other(gateway.port());
    client.send(request(std::string(method) + " /"));
    auto upstream = upstream_.accept();
    upstream.receive_until("\r\n\r\n");
    upstream.send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n");
    client.receive_until("\r\n\r\n");
    upstream.send("helloHTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil");
    if (method == "GET") {
      EXPECT_EQ(client.receive_until("hello"), "hello");
    } else {
      std::this_thread::sleep_for(milliseconds(10));
    }
    other.send(request("GET /other"));
    auto second = upstream_.accept();
    second.receive_until("\r\n\r\n");
    second.send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ngood");
    EXPECT_TRUE(other.receive_until("good").ends_with("good"));
  }
}

TEST_F(GatewayUpstreamFailure, to_say_in_time_that_it_ends_is_no_reason_to_wait_for_it) {
  auto gateway = this->gateway();
  RawConnection client(gateway.port());
  client.send(request("GET /"));
  auto upstream = upstream_.accept();
  upstream.receive_until("\r\n\r\n");
  upstream.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
  upstream.finish();
  client.receive_until("ok");
  client.send(request("GET /again"));
  auto second = upstream_.accept(milliseconds(2000));
  EXPECT_TRUE(second.receive_until("\r\n\r\n").starts_with("GET /again "));
}

TEST_F(GatewayUpstreamFailure, is_told_to_the_page) {
  auto gateway = this->gateway({.limits = hurried});
  std::vector<FailureRow> const rows{
      {.name = "it closes without a word", .said = "", .status = "502", .code = "upstream_closed"},
      {.name = "it breaks off without a word",
       .said = "",
       .then = Then::resets,
       .status = "502",
       .code = "upstream_closed"},
      {.name = "it closes in the head",
       .said = "HTTP/1.1 200 OK\r\nContent-Ty",
       .status = "502",
       .code = "upstream_closed"},
      {.name = "it never answers", .said = "", .then = Then::is_silent, .status = "504", .code = "upstream_timeout"},
      {.name = "it falls silent in the head",
       .said = "HTTP/1.1 200 OK\r\nContent-Ty",
       .then = Then::is_silent,
       .status = "504",
       .code = "upstream_timeout"},
      {.name = "it falls silent after 100 Continue",
       .said = "HTTP/1.1 100 Continue\r\n\r\n",
       .then = Then::is_silent,
       .status = "504",
       .code = "upstream_timeout"},
      {.name = "it sends bytes that are no HTTP",
       .said = std::string("\x00\x01\x02\x03\r\n\r\n"sv),
       .status = "502",
       .code = "upstream_malformed"},
      {.name = "it sends a head with bare line feeds",
       .said = "HTTP/1.1 200 OK\nContent-Length: 0\n\r\n\r\n",
       .status = "502",
       .code = "upstream_malformed"},
      {.name = "it sends both framings",
       .said = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
       .status = "502",
       .code = "upstream_malformed"},
      {.name = "it sends two lengths",
       .said = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
       .status = "502",
       .code = "upstream_malformed"},
      {.name = "it sends a coding that is not chunked",
       .said = "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n",
       .status = "502",
       .code = "upstream_malformed"},
      {.name = "it sends a head without end",
       .said = "HTTP/1.1 200 OK\r\nX: " + std::string(100'000, 'x'),
       .then = Then::is_silent,
       .status = "502",
       .code = "upstream_malformed"},
      {.name = "it sends a thousand lines",
       .said = "HTTP/1.1 200 OK\r\n" +
               [] {
                 std::string lines;
                 for (int i = 0; i < 1000; ++i) {
                   lines += "X: y\r\n";
                 }
                 return lines;
               }() +
               "\r\n",
       .status = "502",
       .code = "upstream_malformed"},
      {.name = "it changes to a protocol that nobody asked for",
       .said = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\r\n",
       .then = Then::is_silent,
       .status = "502",
       .code = "upstream_malformed"},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    RawConnection client(gateway.port());
    client.send(request("GET /", std::string(from_page) + "Connection: close\r\n"));
    auto upstream = upstream_.accept();
    upstream.receive_until("\r\n\r\n");
    upstream.send(row.said);
    if (row.then != Then::is_silent) {
      row.then == Then::resets ? upstream.reset() : upstream.close();
    }
    auto answer = client.receive_rest();
    if (answer.starts_with("HTTP/1.1 100")) {
      answer.erase(0, answer.find("\r\n\r\n") + 4);
    }
    EXPECT_EQ(answer.substr(0, 12), "HTTP/1.1 " + std::string(row.status)) << answer;
    EXPECT_NE(answer.find("\"code\":\"" + std::string(row.code) + "\""), std::string::npos) << answer;
    expect_readable(answer);
  }
  expect_well(gateway);
}

struct CutRow {
  std::string_view name;
  std::string_view said;
  Then then = Then::closes;
  std::string_view passed;  ///< what the client gets behind the head
};

TEST_F(GatewayUpstreamFailure, in_a_body_is_seen_by_the_client) {
  auto gateway = this->gateway({.limits = hurried});
  std::vector<CutRow> const rows{
      {.name = "it closes behind the head", .said = "Content-Length: 5\r\n\r\n", .passed = ""},
      {.name = "it closes in a counted body", .said = "Content-Length: 5\r\n\r\nab", .passed = "ab"},
      {.name = "it breaks off in a counted body",
       .said = "Content-Length: 5\r\n\r\nab",
       .then = Then::resets,
       .passed = "ab"},
      {.name = "it falls silent in a counted body",
       .said = "Content-Length: 5\r\n\r\nab",
       .then = Then::is_silent,
       .passed = "ab"},
      {.name = "it closes in a chunk", .said = "Transfer-Encoding: chunked\r\n\r\n5\r\nab", .passed = "2\r\nab\r\n"},
      {.name = "it closes between chunks",
       .said = "Transfer-Encoding: chunked\r\n\r\n2\r\nab\r\n",
       .passed = "2\r\nab\r\n"},
      {.name = "it closes before the end of the trailer",
       .said = "Transfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n",
       .passed = "2\r\nab\r\n"},
      {.name = "it falls silent between chunks",
       .said = "Transfer-Encoding: chunked\r\n\r\n2\r\nab\r\n",
       .then = Then::is_silent,
       .passed = "2\r\nab\r\n"},
      {.name = "it sends garbage between chunks",
       .said = "Transfer-Encoding: chunked\r\n\r\n2\r\nab\r\nwhat?\r\n",
       .then = Then::is_silent,
       .passed = ""},
      {.name = "it breaks off where only its end tells the body's",
       .said = "\r\nab",
       .then = Then::resets,
       .passed = "2\r\nab\r\n"},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    RawConnection client(gateway.port());
    client.send(request("GET /", from_page));
    auto upstream = upstream_.accept();
    upstream.receive_until("\r\n\r\n");
    upstream.send("HTTP/1.1 200 OK\r\n" + std::string(row.said));
    auto const head = client.receive_until("\r\n\r\n", milliseconds(2000));
    if (row.then != Then::is_silent) {
      row.then == Then::resets ? upstream.reset() : upstream.close();
    }
    auto const body = client.receive_rest();
    EXPECT_TRUE(client.was_reset());
    // What is on its way when the connection breaks off may be lost.
    EXPECT_TRUE(row.passed.starts_with(body)) << body;
    if (!head.empty()) {
      expect_readable(head);
    }
  }
  expect_well(gateway);
}

TEST_F(GatewayUpstreamFailure, is_none_where_only_the_end_tells_the_end_of_the_body) {
  auto gateway = this->gateway({.limits = hurried});
  RawConnection client(gateway.port());
  client.send(request("GET /"));
  auto upstream = upstream_.accept();
  upstream.receive_until("\r\n\r\n");
  upstream.send("HTTP/1.0 200 OK\r\n\r\nab");
  upstream.close();
  EXPECT_EQ(body_of(client.receive_until("0\r\n\r\n")), "2\r\nab\r\n0\r\n\r\n");
}

struct MoreRow {
  std::string_view name;
  std::string_view method;
  std::string_view answer;
  std::string_view body;
};

TEST_F(GatewayUpstreamFailure, to_end_its_answer_in_time_stains_no_other_answer) {
  auto gateway = this->gateway();
  std::vector<MoreRow> const rows{
      {.name = "more than Content-Length",
       .method = "GET",
       .answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nabHTTP/1.1 200 OK\r\nX: smuggled\r\n\r\n",
       .body = "ab"},
      {.name = "more than the last chunk",
       .method = "GET",
       .answer = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n\r\nHTTP/1.1 200 OK\r\n\r\n",
       .body = "2\r\nab\r\n0\r\n\r\n"},
      {.name = "a body where there is none",
       .method = "HEAD",
       .answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nab",
       .body = ""},
      {.name = "a body behind 204", .method = "GET", .answer = "HTTP/1.1 204 No Content\r\n\r\nab", .body = ""},
      {.name = "a body behind 304", .method = "GET", .answer = "HTTP/1.1 304 Not Modified\r\n\r\nab", .body = ""},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    RawConnection client(gateway.port());
    client.send(request(std::string(row.method) + " /first"));
    auto first = upstream_.accept();
    first.receive_until("\r\n\r\n");
    first.send(row.answer);
    client.receive_until("\r\n\r\n");
    EXPECT_EQ(row.body.empty() ? "" : client.receive_until(row.body), row.body);
    client.send(request("GET /second"));
    auto second = upstream_.accept();
    EXPECT_TRUE(second.receive_until("\r\n\r\n").starts_with("GET /second "));
    second.send("HTTP/1.1 200 OK\r\nContent-Length: 6\r\nConnection: close\r\n\r\nsecond");
    EXPECT_TRUE(client.receive_until("second").ends_with("\r\n\r\nsecond"));
  }
}

TEST_F(GatewayUpstreamFailure, to_keep_silent_while_it_is_not_asked_ends_the_connection) {
  auto gateway = this->gateway();
  RawConnection client(gateway.port());
  client.send(request("GET /first"));
  auto first = upstream_.accept();
  first.receive_until("\r\n\r\n");
  first.send("HTTP/1.1 204 No Content\r\n\r\n");
  client.receive_until("\r\n\r\n");
  first.send("HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n");
  EXPECT_TRUE(first.ends_within(milliseconds(5000)));
  client.send(request("GET /second"));
  auto second = upstream_.accept();
  second.receive_until("\r\n\r\n");
  second.send("HTTP/1.1 204 No Content\r\n\r\n");
  EXPECT_TRUE(client.receive_until("\r\n\r\n").starts_with("HTTP/1.1 204"));
}

struct RetryRow {
  std::string_view name;
  std::string_view request;
  bool is_sent_again = true;
};

TEST_F(GatewayUpstreamFailure, of_a_kept_connection_is_made_good_where_the_request_may_be_sent_twice) {
  std::vector<RetryRow> const rows{
      {.name = "GET", .request = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"},
      {.name = "PUT whose body is at hand", .request = "PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nab"},
      {.name = "POST", .request = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nab", .is_sent_again = false},
      {.name = "PATCH without a body", .request = "PATCH / HTTP/1.1\r\nHost: a\r\n\r\n", .is_sent_again = false},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    auto gateway = this->gateway();
    RawConnection client(gateway.port());
    client.send(request("GET /first"));
    auto kept = upstream_.accept();
    kept.receive_until("\r\n\r\n");
    kept.send("HTTP/1.1 204 No Content\r\n\r\n");
    client.receive_until("\r\n\r\n");
    client.send(row.request);
    auto const seen = kept.receive_until("\r\n\r\n");
    ASSERT_FALSE(seen.empty());
    kept.close();
    if (row.is_sent_again) {
      auto fresh = upstream_.accept();
      EXPECT_EQ(fresh.receive_until("\r\n\r\n"), seen);
      fresh.send("HTTP/1.1 204 No Content\r\n\r\n");
      EXPECT_TRUE(client.receive_until("\r\n\r\n").starts_with("HTTP/1.1 204"));
    } else {
      EXPECT_TRUE(client.receive_until("\r\n\r\n").starts_with("HTTP/1.1 502"));
      EXPECT_FALSE(upstream_.is_called_within(milliseconds(200)));
    }
  }
}

TEST_F(GatewayUpstreamFailure, of_a_new_connection_is_told_and_not_tried_again) {
  auto gateway = this->gateway();
  RawConnection client(gateway.port());
  client.send(request("GET /"));
  auto upstream = upstream_.accept();
  upstream.receive_until("\r\n\r\n");
  upstream.close();
  EXPECT_TRUE(client.receive_until("\r\n\r\n").starts_with("HTTP/1.1 502"));
  EXPECT_FALSE(upstream_.is_called_within(milliseconds(200)));
}

/// A port of this machine that takes no connection and refuses none: its backlog is full.
class DeafServer {
 public:
  DeafServer() : server_(0) {
    for (int i = 0; i < 8; ++i) {
      callers_.push_back(RawConnection::calling(server_.port()));
    }
  }

  std::string origin() const { return server_.origin(); }

 private:
  RawServer server_;
  std::vector<RawConnection> callers_;
};

TEST_F(GatewayUpstreamFailure, to_take_the_connection_in_time_has_the_next_one_asked_and_is_remembered) {
  DeafServer const deaf;
  auto const path = directory_.write("two.toml", "[limits]\nconnect_time = 0.5\n[[route]]\nto = [\"" + deaf.origin() +
                                                     "\", \"" + upstream_.origin() + "\"]\ncors = \"off\"\n");
  RunningGateway gateway({"gateway", path});
  auto const begin = std::chrono::steady_clock::now();
  for (int i = 0; i < 4; ++i) {
    RawConnection client(gateway.port());
    client.send(request("GET /", "Connection: close\r\n"));
    auto upstream = upstream_.accept();
    upstream.receive_until("\r\n\r\n");
    upstream.send("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n");
    EXPECT_TRUE(client.receive_rest().starts_with("HTTP/1.1 204"));
  }
  // Each thread waits once.
  EXPECT_LT(std::chrono::steady_clock::now() - begin, milliseconds(1900));
}

TEST_F(GatewayUpstreamFailure, to_take_any_connection_in_time_is_told) {
  DeafServer const deaf;
  auto const path = directory_.write("deaf.toml", "[limits]\nconnect_time = 0.3\n[[route]]\nto = \"" + deaf.origin() +
                                                      "\"\n[route.cors]\norigins = [\"" + std::string(page) + "\"]\n");
  RunningGateway gateway({"gateway", path});
  auto const answer = ask(gateway.port(), "GET /", from_page);
  EXPECT_TRUE(answer.starts_with("HTTP/1.1 504 ")) << answer;
  EXPECT_NE(answer.find("upstream_connect_timeout"), std::string::npos) << answer;
  expect_readable(answer);
}

TEST_F(GatewayUpstreamFailure, to_connect_has_the_next_one_asked_and_is_remembered) {
  auto const dead = "http://127.0.0.1:" + std::to_string(dead_port());
  auto const path = directory_.write(
      "two.toml", "[[route]]\nto = [\"" + dead + "\", \"" + upstream_.origin() + "\"]\ncors = \"off\"\n");
  RunningGateway gateway({"gateway", path});
  for (int i = 0; i < 3; ++i) {
    RawConnection client(gateway.port());
    client.send(request("POST /", "Content-Length: 2\r\nConnection: close\r\n", "ab"));
    auto upstream = upstream_.accept();
    EXPECT_TRUE(upstream.receive_until("\r\n\r\nab").ends_with("\r\n\r\nab"));
    upstream.send("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n");
    EXPECT_TRUE(client.receive_rest().starts_with("HTTP/1.1 204"));
  }
}

}  // namespace
}  // namespace corsage::test
