#include <array>
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "end_to_end/gateway/gateway_at_hand.hpp"
#include "support/scripted_server.hpp"

namespace corsage::test {
namespace {

/// A client that asks without a pause, over a connection that it keeps and over new ones.
class RestlessClient {
 public:
  explicit RestlessClient(std::uint16_t port) : thread_([this, port] { run(port); }) {}

  /// How many requests were answered, once it has been told to stop.
  std::size_t stop() {
    stops_ = true;
    thread_.join();
    return answered_;
  }
  std::string const& first_failure() const { return failure_; }

 private:
  void run(std::uint16_t port) {
    std::string const preflight =
        request("OPTIONS /", std::string(from_page) + "Access-Control-Request-Method: POST\r\n");
    std::string const get = request("GET /", from_page);
    std::string const post =
        request("POST /", std::string(from_page) + "Transfer-Encoding: chunked\r\n", "5\r\nhello\r\n0\r\n\r\n");
    while (!stops_ && failure_.empty()) {
      RawConnection connection(port);
      for (int i = 0; i < 20 && failure_.empty(); ++i) {
        for (auto const* const bytes : {&preflight, &get, &post}) {
          connection.send(*bytes);
          auto answer = connection.receive_until("\r\n\r\n");
          if (bytes != &preflight) {
            answer += connection.receive_until("all");
          }
          bool const is_right = answer.starts_with(bytes == &preflight ? "HTTP/1.1 204 " : "HTTP/1.1 200 ") &&
                                values_of(answer, "access-control-allow-origin").size() == 1 &&
                                (bytes == &preflight || answer.ends_with("all"));
          if (!is_right) {
            failure_ = "to " + *bytes + "\n" + answer;
            return;
          }
          ++answered_;
        }
      }
    }
  }

  std::atomic<bool> stops_ = false;
  std::size_t answered_ = 0;
  std::string failure_;
  std::thread thread_;
};

class GatewayReload : public GatewayAtHand {};

TEST_F(GatewayReload, a_hundred_times_under_load_drops_no_request) {
  ScriptedServer const upstream({{.body = "all"}});
  auto const write = [&](int round) {
    // As editors do: a reader sees the old file or the new one.
    auto const next = directory_.write("next.toml", "threads = 2\n[[route]]\nto = \"" + upstream.origin() +
                                                        "\"\n[route.cors]\norigins = [\"" + std::string(page) +
                                                        "\", \"http://round-" + std::to_string(round) + ".test\"]\n");
    auto const file = (directory_.path() / "corsage.toml").string();
    std::filesystem::rename(next, file);
    return file;
  };
  RunningGateway gateway({"gateway", write(0)});
  std::array<RestlessClient, 4> clients{RestlessClient(gateway.port()), RestlessClient(gateway.port()),
                                        RestlessClient(gateway.port()), RestlessClient(gateway.port())};
  for (int round = 1; round <= 100; ++round) {
    write(round);
    gateway.process().signal(SIGHUP);
    bool is_in_force = false;
    for (int i = 0; i < 2000 && !is_in_force; ++i) {
      auto const answer =
          ask(gateway.port(), "OPTIONS /",
              "Origin: http://round-" + std::to_string(round) + ".test\r\nAccess-Control-Request-Method: GET\r\n");
      is_in_force = answer.starts_with("HTTP/1.1 204 ");
    }
    ASSERT_TRUE(is_in_force) << round;
  }
  for (auto& client : clients) {
    EXPECT_GT(client.stop(), 100U);
    EXPECT_EQ(client.first_failure(), "");
  }
}

struct KeptRow {
  std::string_view name;
  std::string_view top;  ///< of the file that is read again
  std::string_view told;
};

TEST_F(GatewayReload, says_what_waits_for_a_restart) {
  auto const write = [this](std::string_view top, std::string_view method) {
    return directory_.write("corsage.toml", std::string(top) + "[[route]]\nto = \"" + upstream_.origin() +
                                                "\"\n[route.cors]\norigins = [\"" + std::string(page) +
                                                "\"]\nmethods = [\"" + std::string(method) + "\"]\n");
  };
  constexpr std::string_view started_with = "listen = \"127.0.0.1:0\"\nthreads = 2\n";
  for (auto const& row : std::vector<KeptRow>{
           {"nothing", started_with, ""},
           {"one key", "listen = \"127.0.0.2:0\"\nthreads = 2\n",
            "corsage: listen stays as it was until the gateway is started again\n"},
           {"two keys", "admin = \"127.0.0.1:0\"\nthreads = 3\nlisten = \"127.0.0.1:0\"\n",
            "corsage: admin and threads stay as they were until the gateway is started again\n"},
           {"others, and a place that is the same by default", "user = \"root\"\nadmin = \"127.0.0.1:0\"\n",
            "corsage: admin, threads and user stay as they were until the gateway is started again\n"},
       }) {
    SCOPED_TRACE(row.name);
    RunningGateway gateway({"gateway", write(started_with, "PUT")});
    write(row.top, "DELETE");
    bool is_in_force = false;
    for (int i = 0; i < 500 && !is_in_force; ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
      is_in_force =
          ask(gateway.port(), "OPTIONS /", std::string(from_page) + "Access-Control-Request-Method: DELETE\r\n")
              .starts_with("HTTP/1.1 204 ");
    }
    EXPECT_TRUE(is_in_force);
    gateway.process().signal(SIGTERM);
    auto const ending = gateway.process().finish();
    EXPECT_TRUE(
        ending.error.ends_with("corsage: the configuration was read again and is in force\n" + std::string(row.told)))
        << ending.error;
  }
}

TEST_F(GatewayReload, keeps_streams_open) {
  auto gateway = this->gateway();
  RawConnection client(gateway.port());
  client.send(request("GET /events", from_page));
  auto upstream = upstream_.accept();
  upstream.receive_until("\r\n\r\n");
  upstream.send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n");
  client.receive_until("\r\n\r\n");
  file({.route = "name = \"another\"\n"});
  gateway.process().signal(SIGHUP);
  expect_well(gateway);
  upstream.send("data: 1\n\n");
  EXPECT_EQ(client.receive_until("\n\n\r\n"), "9\r\ndata: 1\n\n\r\n");
}

}  // namespace
}  // namespace corsage::test
