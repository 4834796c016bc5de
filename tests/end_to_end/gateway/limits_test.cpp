#include <algorithm>
#include <chrono>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "end_to_end/gateway/gateway_at_hand.hpp"
#include "end_to_end/program.hpp"
#include "support/scripted_server.hpp"

#include <sys/resource.h>

namespace corsage::test {
namespace {

using std::chrono::milliseconds;

/// Limits are hit by clients whom nobody behind needs to hear.
class GatewayLimit : public GatewayAtHand {
 protected:
  /// A preflight, of a page that may ask; `lines` come behind its own.
  static std::string preflight(std::string_view lines = {}) {
    return request("OPTIONS /", std::string(from_page) + "Access-Control-Request-Method: GET\r\n" + std::string(lines));
  }
};

struct HeadRow {
  std::string_view name;
  std::string request;
  std::string_view status;
  std::string_view code;
};

TEST_F(GatewayLimit, of_a_request_is_told_to_the_page) {
  auto gateway = this->gateway({.limits = "header_bytes = 700\nheader_lines = 8\nbody_bytes = 10\nhead_time = 0.4\n"});
  std::string const page_line(from_page);
  std::vector<HeadRow> const rows{
      {.name = "a long head",
       .request = request("GET /", page_line + "X: " + std::string(2000, 'x') + "\r\n"),
       .status = "431",
       .code = "head_too_long"},
      {.name = "a long head that does not end",
       .request = "GET / HTTP/1.1\r\nHost: a\r\n" + page_line + "X: " + std::string(2000, 'x'),
       .status = "431",
       .code = "head_too_long"},
      {.name = "many lines",
       .request = request("GET /", page_line + "A: b\r\nA: b\r\nA: b\r\nA: b\r\nA: b\r\nA: b\r\nA: b\r\n"),
       .status = "431",
       .code = "head_too_many_lines"},
      {.name = "a head that takes its time",
       .request = "GET / HTTP/1.1\r\nHost: a\r\n" + page_line + "X: x",
       .status = "408",
       .code = "request_timeout"},
      {.name = "a long body that says so",
       .request = request("POST /", page_line + "Content-Length: 11\r\n"),
       .status = "413",
       .code = "body_too_long"},
      {.name = "a chunk too many",
       .request = request("POST /", page_line + "Transfer-Encoding: chunked\r\n", "b\r\nhello world\r\n0\r\n\r\n"),
       .status = "413",
       .code = "body_too_long"},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    RawConnection client(gateway.port());
    client.send(row.request);
    auto const answer = client.receive_rest();
    EXPECT_EQ(answer.substr(0, 12), "HTTP/1.1 " + std::string(row.status)) << answer;
    EXPECT_NE(answer.find("\"code\":\"" + std::string(row.code) + "\""), std::string::npos) << answer;
    EXPECT_EQ(values_of(answer, "connection"), std::vector<std::string>{"close"});
    expect_readable(answer);
  }
  EXPECT_FALSE(upstream_.is_called_within(milliseconds(0)));
  expect_well(gateway);
}

TEST_F(GatewayLimit, of_a_body_counts_its_chunks_together) {
  auto gateway = this->gateway({.limits = "body_bytes = 10\n"});
  RawConnection client(gateway.port());
  client.send(request("POST /", std::string(from_page) + "Transfer-Encoding: chunked\r\n", "5\r\nhello\r\n"));
  auto upstream = upstream_.accept();
  upstream.receive_until("hello\r\n");
  client.send("6\r\n world\r\n");
  auto const answer = client.receive_rest();
  EXPECT_TRUE(answer.starts_with("HTTP/1.1 413 ")) << answer;
  expect_readable(answer);
  // Upstream cannot take what it has for the whole.
  EXPECT_EQ(upstream.receive_rest().find("0\r\n\r\n"), std::string::npos);
}

struct SilenceRow {
  std::string_view name;
  std::string_view limits;
  bool asks_first = false;
};

TEST_F(GatewayLimit, of_silence_closes_the_connection_without_a_word) {
  for (auto const& row : {SilenceRow{.name = "before the first request", .limits = "first_byte_time = 0.3\n"},
                          SilenceRow{.name = "between requests", .limits = "idle_time = 0.3\n", .asks_first = true}}) {
    SCOPED_TRACE(row.name);
    auto gateway = this->gateway({.limits = row.limits});
    RawConnection client(gateway.port());
    if (row.asks_first) {
      client.send(preflight());
      EXPECT_TRUE(client.receive_until("\r\n\r\n").starts_with("HTTP/1.1 204"));
    }
    EXPECT_EQ(client.receive_rest(milliseconds(3000)), "");
    EXPECT_TRUE(client.ends_within(milliseconds(0)));
  }
}

TEST_F(GatewayLimit, of_requests_is_told_with_the_last) {
  auto gateway = this->gateway({.limits = "requests_per_connection = 3\n"});
  RawConnection client(gateway.port());
  client.send(preflight() + preflight() + preflight() + preflight());
  auto const answers = client.receive_rest();
  std::size_t count = 0;
  for (auto at = answers.find("HTTP/1.1 204"); at != std::string::npos; at = answers.find("HTTP/1.1 204", at + 1)) {
    ++count;
  }
  EXPECT_EQ(count, 3U) << answers;
  EXPECT_EQ(answers.find("Connection: close"), answers.rfind("Connection: close"));
  EXPECT_GT(answers.find("Connection: close"), answers.rfind("HTTP/1.1 204"));
}

TEST_F(GatewayLimit, of_empty_lines_before_a_request_is_one) {
  auto gateway = this->gateway();
  RawConnection one(gateway.port());
  one.send("\r\n" + preflight());
  EXPECT_TRUE(one.receive_until("\r\n\r\n").starts_with("HTTP/1.1 204"));
  RawConnection many(gateway.port());
  many.send("\r\n");
  std::this_thread::sleep_for(milliseconds(50));
  many.send("\r\n\r\n" + preflight());
  EXPECT_TRUE(many.receive_rest().starts_with("HTTP/1.1 400"));
}

struct ConnectionsRow {
  std::string_view name;
  std::string_view limits;
  std::string_view status;
};

TEST_F(GatewayLimit, of_connections_is_told_to_a_few_more_and_ends_with_those_there_are) {
  for (auto const& row :
       {ConnectionsRow{.name = "in all", .limits = "connections = 3\n", .status = "HTTP/1.1 503 "},
        ConnectionsRow{.name = "of a client", .limits = "connections_per_client = 3\n", .status = "HTTP/1.1 429 "}}) {
    SCOPED_TRACE(row.name);
    auto gateway = this->gateway({.limits = row.limits});
    std::vector<RawConnection> held;
    for (int i = 0; i < 3; ++i) {
      auto& client = held.emplace_back(gateway.port());
      client.send(preflight());
      EXPECT_TRUE(client.receive_until("\r\n\r\n").starts_with("HTTP/1.1 204"));
    }
    RawConnection refused(gateway.port());
    refused.send(preflight());
    auto const answer = refused.receive_rest();
    EXPECT_TRUE(answer.starts_with(row.status)) << answer;
    expect_readable(answer);
    // Those that are there stay.
    held.back().send(preflight());
    EXPECT_TRUE(held.back().receive_until("\r\n\r\n").starts_with("HTTP/1.1 204"));
    held.pop_back();
    std::string later;
    for (int i = 0; i < 100 && !later.starts_with("HTTP/1.1 204"); ++i) {
      std::this_thread::sleep_for(milliseconds(20));
      RawConnection client(gateway.port());
      client.send(preflight("Connection: close\r\n"));
      later = client.receive_rest();
    }
    EXPECT_TRUE(later.starts_with("HTTP/1.1 204")) << later;
  }
}

TEST_F(GatewayLimit, of_connections_turns_away_whoever_comes_beyond_those_who_are_told) {
  auto gateway = this->gateway({.limits = "connections_per_client = 1\n"});
  std::vector<RawConnection> held;
  for (int i = 0; i < 40; ++i) {
    held.emplace_back(gateway.port());
  }
  EXPECT_TRUE(held.back().ends_within(milliseconds(3000)));
}

TEST_F(GatewayLimit, of_connections_of_a_client_is_none_for_a_trusted_proxy) {
  auto gateway =
      this->gateway({.limits = "connections_per_client = 1\n", .top = "trusted_proxies = \"127.0.0.0/8\"\n"});
  std::vector<RawConnection> held;
  for (int i = 0; i < 20; ++i) {
    auto& client = held.emplace_back(gateway.port());
    client.send(preflight());
    EXPECT_TRUE(client.receive_until("\r\n\r\n").starts_with("HTTP/1.1 204"));
  }
}

TEST_F(GatewayLimit, of_time_frees_it_from_slow_clients_which_hold_up_nobody) {
  auto gateway = this->gateway({.limits = "head_time = 1\n"});
  std::vector<RawConnection> slow;
  for (int i = 0; i < 300; ++i) {
    slow.emplace_back(gateway.port()).send("GET / HTTP/1.1\r\nHost: a\r\n");
  }
  auto const begin = std::chrono::steady_clock::now();
  for (int round = 0; round < 20; ++round) {
    for (auto& client : slow) {
      client.send("X: y\r\n");
    }
    auto const asked = std::chrono::steady_clock::now();
    expect_well(gateway);
    EXPECT_LT(std::chrono::steady_clock::now() - asked, milliseconds(1000));
    std::this_thread::sleep_for(milliseconds(50));
  }
  for (auto& client : slow) {
    EXPECT_TRUE(client.receive_rest(milliseconds(3000)).starts_with("HTTP/1.1 408"));
  }
  EXPECT_LT(std::chrono::steady_clock::now() - begin, milliseconds(8000));
}

TEST_F(GatewayLimit, of_file_descriptors_is_no_end) {
  ScriptedServer const upstream({{.body = "all"}});
  auto gateway = RunningGateway::by({"sh", "-c", "ulimit -n 48; exec \"$@\"", "sh", corsage_path(), "gateway", "--to",
                                     upstream.origin(), "--allow", std::string(page)});
  // More clients than there are descriptors, all of which stay, and all of which are answered: idle ones make room.
  std::vector<RawConnection> clients;
  for (int i = 0; i < 120; ++i) {
    auto& client = clients.emplace_back(gateway.port());
    client.send(i % 2 == 0 ? preflight() : request("GET /", from_page));
    EXPECT_TRUE(client.receive_until("\r\n\r\n").starts_with("HTTP/1.1 20")) << i;
  }
  auto const left =
      std::ranges::count_if(clients, [](RawConnection& client) { return client.ends_within(milliseconds(0)); });
  EXPECT_GT(left, 60);
  clients.clear();
  expect_well(gateway);
  EXPECT_EQ(body_of(ask(gateway.port(), "GET /", from_page)), "all");
}

TEST_F(GatewayLimit, of_ten_thousand_connections_is_held) {
  rlimit descriptors{};
  ASSERT_EQ(getrlimit(RLIMIT_NOFILE, &descriptors), 0);
  // Where fewer descriptors are allowed, as many as there are for both sides.
  std::size_t const count = std::min<std::size_t>(10'000, descriptors.rlim_max - 200);
  descriptors.rlim_cur = descriptors.rlim_max;
  setrlimit(RLIMIT_NOFILE, &descriptors);
  auto gateway = this->gateway({.limits = "connections_per_client = 20000\nfirst_byte_time = 600\nidle_time = 600\n"});
  std::vector<RawConnection> clients;
  clients.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    clients.emplace_back(gateway.port());
  }
  for (int round = 0; round < 2; ++round) {
    for (auto& client : clients) {
      ASSERT_TRUE(client.send(preflight()));
    }
    for (auto& client : clients) {
      ASSERT_TRUE(client.receive_until("\r\n\r\n").starts_with("HTTP/1.1 204"));
    }
  }
}

TEST_F(GatewayLimit, out_of_range_is_a_mistake_of_its_place) {
  struct Row {
    std::string_view name;
    std::string_view limit;
  };
  for (auto const& row :
       {Row{"more lines than a head has room for", "header_lines = 129\n"},
        Row{"more than is read at once", "header_bytes = 65537\n"}, Row{"no time at all", "head_time = 0\n"},
        Row{"a fraction of a connection", "connections = 0.5\n"}, Row{"no number", "idle_time = nan\n"}}) {
    SCOPED_TRACE(row.name);
    auto const ending = corsage({"gateway", "--check", file({.limits = row.limit})});
    EXPECT_EQ(ending.status, 2);
    EXPECT_NE(ending.error.find(":3:"), std::string::npos) << ending.error;
  }
}

}  // namespace
}  // namespace corsage::test
