#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "end_to_end/gateway/watched_gateway.hpp"
#include "end_to_end/program.hpp"
#include "support/scripted_server.hpp"
#include "support/temporary_directory.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <simdjson.h>
#include <sys/stat.h>
#include <unistd.h>

namespace corsage::test {
namespace {

constexpr std::string_view page = "http://localhost:5173";
constexpr std::string_view from_page = "Origin: http://localhost:5173\r\n";
constexpr std::string_view from_stranger = "Origin: http://evil.test\r\n";

std::string file_at(std::string const& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string preflight_of(std::string_view origin, std::string_view method, std::string_view headers = {}) {
  auto lines = "Origin: " + std::string(origin) + "\r\nAccess-Control-Request-Method: " + std::string(method) + "\r\n";
  return headers.empty() ? lines : lines + "Access-Control-Request-Headers: " + std::string(headers) + "\r\n";
}

std::size_t count_of(std::string_view text, std::string_view part) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) {
    ++count;
  }
  return count;
}

/// A server that has its own idea of CORS, behind a gateway that tells how it does.
class Observation : public ::testing::Test {
 protected:
  Observation()
      : upstream_(
            {{.when = {.path = "/own"}, .headers = {{"Access-Control-Allow-Origin", "*"}}, .body = "own"},
             {.when = {.path = "/same"},
              .headers = {{"Access-Control-Allow-Origin", std::string(page)}, {"Access-Control-Allow-Methods", "PUT"}},
              .body = "same"},
             {.when = {.path = "/broken"}, .status = 500, .body = "broken"},
             {.when = {.path = "/garbage"}, .raw = "what?\r\n\r\n"},
             {.when = {.path = "/short"}, .raw = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this"},
             {.body = "all"}}) {}

  /// A file with one route; `route` goes into it, `cors` into its policy, `top` before and `behind` behind.
  std::string file(std::string_view route = {}, std::string_view cors = {}, std::string_view top = {},
                   std::string_view behind = {}) {
    return directory_.write("corsage.toml", "admin = \"127.0.0.1:0\"\n" + std::string(top) +
                                                "[[route]]\nname = \"api\"\nto = \"" + upstream_.origin() + "\"\n" +
                                                std::string(route) + "[route.cors]\norigins = [\"" + std::string(page) +
                                                "\"]\n" + std::string(cors) + std::string(behind));
  }

  std::string path(std::string_view name) const { return (directory_.path() / name).string(); }

  ScriptedServer upstream_;
  TemporaryDirectory directory_;
};

TEST_F(Observation, is_asked_over_a_listener_of_its_own) {
  WatchedGateway const gateway({"gateway", file()});
  EXPECT_TRUE(gateway.tell("/healthz").starts_with("HTTP/1.1 200 OK\r\n"));
  EXPECT_TRUE(gateway.tell("/readyz").starts_with("HTTP/1.1 200 OK\r\n"));
  EXPECT_TRUE(gateway.tell("/other").starts_with("HTTP/1.1 404 Not Found\r\n"));
  EXPECT_EQ(values_of(gateway.tell("/metrics"), "content-type"),
            std::vector<std::string>{"text/plain; version=0.0.4; charset=utf-8"});
}

TEST_F(Observation, does_not_tell_a_page_that_has_a_name_lead_here) {
  WatchedGateway const gateway({"gateway", file()});
  auto const by_name = [&gateway](std::string const& host) {
    return converse(gateway.admin_port(), "GET /decisions HTTP/1.1\r\nHost: " + host + "\r\n\r\n").substr(9, 3);
  };
  EXPECT_EQ(by_name("evil.test"), "421");
  EXPECT_EQ(by_name("localhost:9090"), "200");
  EXPECT_EQ(by_name("[::1]:9090"), "200");
  EXPECT_EQ(converse(gateway.admin_port(), "POST /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n").substr(9, 3), "405");
  EXPECT_EQ(converse(gateway.admin_port(), "what?\r\n\r\n").substr(9, 3), "400");
}

TEST_F(Observation, counts_what_becomes_of_requests) {
  WatchedGateway gateway({"gateway", file({}, {}, "threads = 2\n")});
  for (int i = 0; i < 5; ++i) {
    ask(gateway.port(), "GET /", from_page);
  }
  ask(gateway.port(), "GET /");
  ask(gateway.port(), "GET /broken", from_page);
  ask(gateway.port(), "GET /garbage", from_page);
  ask(gateway.port(), "GET /short", from_page);
  ask(gateway.port(), "OPTIONS /", preflight_of(page, "PUT"));
  ask(gateway.port(), "GET /", from_stranger);
  ask(gateway.port(), "GET /", "Host: two\r\n");
  ask(gateway.port(), "GET /", "X: " + std::string(40'000, 'x') + "\r\n");
  struct Row {
    std::string_view name;
    double value;
  };
  std::vector<Row> const rows{
      {R"(corsage_requests_total{route="api",status="2xx"})", 8},
      {R"(corsage_requests_total{route="api",status="4xx"})", 2},
      {R"(corsage_requests_total{route="api",status="5xx"})", 2},
      {R"(corsage_requests_total{route="",status="4xx"})", 1},
      {R"(corsage_decisions_total{route="api",mode="enforce",class="actual",reason="policy-origin-allowed"})", 8},
      {R"(corsage_decisions_total{route="api",mode="enforce",class="actual",reason="policy-origin-refused"})", 1},
      {R"(corsage_decisions_total{route="api",mode="enforce",class="not-cors",reason="policy-not-cors"})", 2},
      {R"(corsage_decisions_total{route="api",mode="enforce",class="preflight",reason="policy-method-refused"})", 1},
      {R"(corsage_own_answers_total{code="upstream_malformed"})", 1},
      {R"(corsage_limits_hit_total{limit="header_bytes"})", 1},
      {R"(corsage_broken_off_total{route="api"})", 1},
      {R"(corsage_request_duration_seconds_count{route="api"})", 12},
      {R"(corsage_upstream_response_seconds_count{route="api"})", 9},
      {"corsage_connections", 0},
      {"corsage_connections_total", 13},
  };
  for (auto const& row : rows) {
    EXPECT_EQ(gateway.figure_when(row.name, row.value), row.value) << row.name << "\n" << gateway.tell("/metrics");
  }
  auto const upstream = R"({upstream=")" + upstream_.origin().substr(7) + R"("})";
  EXPECT_GE(gateway.figure("corsage_upstream_connections_opened_total" + upstream), 1);
  EXPECT_GT(gateway.figure(R"(corsage_sent_bytes_total{route="api"})"), 1000);
}

TEST_F(Observation, counts_configurations_that_are_read_again) {
  auto const name = file();
  WatchedGateway gateway({"gateway", name});
  gateway.process().signal(SIGHUP);
  EXPECT_EQ(gateway.figure_when(R"(corsage_reloads_total{result="taken"})", 1), 1);
  // Read again for the signal, and perhaps for the change.
  std::ofstream(name) << "3";
  gateway.process().signal(SIGHUP);
  EXPECT_GE(gateway.figure_from(R"(corsage_reloads_total{result="refused"})", 1), 1);
}

TEST_F(Observation, keeps_its_counts_when_the_configuration_is_another) {
  auto const name = file();
  WatchedGateway gateway({"gateway", name});
  ask(gateway.port(), "GET /", from_page);
  file("methods = [\"GET\"]\n");
  gateway.process().signal(SIGHUP);
  EXPECT_GE(gateway.figure_from(R"(corsage_reloads_total{result="taken"})", 1), 1);
  ask(gateway.port(), "GET /", from_page);
  EXPECT_EQ(gateway.figure_when(R"(corsage_requests_total{route="api",status="2xx"})", 2), 2);
}

TEST_F(Observation, says_that_it_is_not_ready_while_it_drains) {
  WatchedGateway gateway({"gateway", file()});
  boost::asio::io_context context;
  boost::asio::ip::tcp::socket slow(context);
  slow.connect({boost::asio::ip::address_v4::loopback(), gateway.port()});
  boost::asio::write(slow, boost::asio::buffer(std::string_view("GET / HTTP/1.1\r\n")));
  EXPECT_EQ(gateway.figure_when("corsage_connections", 1), 1);
  gateway.process().signal(SIGTERM);
  std::string answer;
  for (int i = 0; i < 100 && !answer.starts_with("HTTP/1.1 503"); ++i) {
    answer = gateway.tell("/readyz");
  }
  EXPECT_EQ(body_of(answer), "draining\n");
  EXPECT_TRUE(gateway.tell("/healthz").starts_with("HTTP/1.1 200"));
  slow.close();
  EXPECT_EQ(gateway.process().finish().status, 0);
}

TEST_F(Observation, logs_each_request_as_a_line_of_json_without_secrets) {
  auto const log = path("access.log");
  WatchedGateway gateway({"gateway", file({}, {}, "threads = 1\naccess_log = \"" + log + "\"\n")});
  ask(gateway.port(), "GET /?key=s3cret",
      std::string(from_page) + "Cookie: id=s3cret\r\nAuthorization: Bearer s3cret\r\n");
  ask(gateway.port(), "OPTIONS /put", preflight_of(page, "PUT"));
  ask(gateway.port(), "GET /garbage");
  ask(gateway.port(), "GET /own", "Origin: http://user:s3cret@evil.test\r\n");
  ask(gateway.port(), "GET /a b");
  gateway.end();
  auto const text = file_at(log);
  EXPECT_EQ(text.find("s3cret"), std::string::npos) << text;
  std::vector<std::vector<std::string_view>> const expected{
      {R"("method":"GET")", R"("path":"/",)", R"("origin":"http://localhost:5173")", R"("route":"api")",
       R"("status":200)", R"("cors":"enforce")", R"("class":"actual")", R"("allowed":true)",
       R"("reason":"policy-origin-allowed")", R"("upstream":"127.0.0.1:)", R"("upstream_seconds":0.)",
       R"("client":"127.0.0.1")", R"("whole":true)"},
      {R"("method":"OPTIONS")", R"("path":"/put")", R"("status":403)", R"("class":"preflight")", R"("allowed":false)",
       R"("reason":"policy-method-refused")"},
      {R"("status":502)", R"("code":"upstream_malformed")", R"("class":"not-cors")"},
      {R"("origin":"http://***@evil.test")", R"("reason":"policy-origin-malformed")", R"("conflict":true)"},
      {R"("status":400)", R"("code":"request_malformed")"},
  };
  std::size_t at = 0;
  simdjson::dom::parser parser;
  for (auto const& parts : expected) {
    auto const line = text.substr(at, text.find('\n', at) - at);
    at += line.size() + 1;
    EXPECT_EQ(parser.parse(line).error(), simdjson::SUCCESS) << line;
    for (auto const part : parts) {
      EXPECT_NE(line.find(part), std::string::npos) << part << "\n" << line;
    }
  }
  EXPECT_EQ(at, text.size()) << text;
}

TEST_F(Observation, opens_its_log_anew_when_it_is_told_to) {
  auto const log = path("access.log");
  WatchedGateway gateway({"gateway", file({}, {}, "access_log = \"" + log + "\"\n")});
  ask(gateway.port(), "GET /first");
  for (int i = 0; i < 100 && file_at(log).empty(); ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  std::filesystem::rename(log, path("old.log"));
  gateway.process().signal(SIGHUP);
  EXPECT_EQ(gateway.figure_when(R"(corsage_reloads_total{result="taken"})", 1), 1);
  ask(gateway.port(), "GET /second");
  gateway.end();
  EXPECT_EQ(count_of(file_at(path("old.log")), "/first"), 1U);
  EXPECT_EQ(count_of(file_at(log), "/second"), 1U);
}

TEST_F(Observation, waits_for_nobody_who_does_not_read_its_log) {
  auto const log = path("pipe");
  ASSERT_EQ(::mkfifo(log.c_str(), 0600), 0);
  int const reader = ::open(log.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  ASSERT_GE(reader, 0);
  WatchedGateway gateway({"gateway", file({}, {}, "access_log = \"" + log + "\"\n")});
  std::string requests;
  for (int i = 0; i < 1000; ++i) {
    requests += "OPTIONS /" + std::string(2000, 'x') + " HTTP/1.1\r\nHost: a\r\n" + preflight_of(page, "GET") + "\r\n";
  }
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(count_of(converse(gateway.port(), requests + "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"),
                       "HTTP/1.1 204"),
              1000U);
  }
  EXPECT_GT(gateway.figure("corsage_access_log_dropped_lines_total"), 0);
  EXPECT_EQ(gateway.end().status, 0);
  ::close(reader);
}

TEST_F(Observation, says_in_one_line_that_its_log_cannot_be_written) {
  auto const ending = corsage({"gateway", file({}, {}, "access_log = \"/nowhere/access.log\"\n")});
  EXPECT_EQ(ending.status, 2);
  EXPECT_EQ(ending.error, "corsage: nobody can write to /nowhere/access.log: No such file or directory\n");
}

TEST_F(Observation, goes_on_with_its_log_where_another_cannot_be_opened) {
  auto const log = path("access.log");
  WatchedGateway gateway({"gateway", file({}, {}, "access_log = \"" + log + "\"\n")});
  file({}, {}, "access_log = \"/nowhere/access.log\"\n");
  gateway.process().signal(SIGHUP);
  EXPECT_GE(gateway.figure_from(R"(corsage_reloads_total{result="taken"})", 1), 1);
  ask(gateway.port(), "GET /after");
  auto const told = gateway.end().error;
  EXPECT_NE(told.find("corsage: the access log stays where it was: /nowhere/access.log: No such file or directory\n"),
            std::string::npos)
      << told;
  EXPECT_EQ(count_of(file_at(log), "/after"), 1U);
}

TEST_F(Observation, tells_each_refused_origin_once_in_the_words_of_why) {
  WatchedGateway gateway({"gateway", file({}, {}, "threads = 2\n")});
  for (int i = 0; i < 20; ++i) {
    ask(gateway.port(), "GET /data?key=s3cret", from_stranger);
  }
  ask(gateway.port(), "OPTIONS /put", preflight_of("http://other.test", "PUT", "x-a"));
  ask(gateway.port(), "POST /", "Origin: http://127.0.0.1\r\nSec-Fetch-Site: same-origin\r\n");
  auto const told = gateway.end().error;
  EXPECT_EQ(count_of(told, "route api refuses http://evil.test: The policy does not mean the origin\n"), 1U) << told;
  EXPECT_EQ(count_of(told, "GET http://127.0.0.1/data, as the page's script sent it\n"), 1U) << told;
  EXPECT_EQ(count_of(told,
                     "Chrome's console: Access to fetch at 'http://127.0.0.1/data' from origin 'http://evil.test' has "
                     "been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present"),
            1U)
      << told;
  EXPECT_EQ(count_of(told, "PUT http://127.0.0.1/put, which a preflight asks for\n"), 1U) << told;
  EXPECT_EQ(count_of(told, "Response to preflight request doesn't pass access control check"), 1U) << told;
  EXPECT_EQ(count_of(told, "corsage explain policy-origin-refused\n"), 2U) << told;
  EXPECT_EQ(count_of(told, "s3cret"), 0U) << told;
  EXPECT_EQ(count_of(told, "refuses http://127.0.0.1"), 0U) << told;
}

TEST_F(Observation, tells_no_more_than_so_many_refusals) {
  WatchedGateway gateway({"gateway", file()});
  std::string requests;
  for (int i = 0; i < 1500; ++i) {
    requests +=
        "OPTIONS / HTTP/1.1\r\nHost: a\r\n" + preflight_of("http://" + std::to_string(i) + ".test", "GET") + "\r\n";
  }
  converse(gateway.port(), requests + "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  auto const told = gateway.end().error;
  EXPECT_EQ(count_of(told, "corsage: route api refuses"), 1000U);
  EXPECT_EQ(count_of(told, "1000 refusals were told; others are only counted"), 1U);
}

TEST_F(Observation, tells_once_that_the_server_behind_contradicts_the_policy) {
  WatchedGateway gateway({"gateway", file()});
  ask(gateway.port(), "GET /own");
  ask(gateway.port(), "GET /same", from_page);
  EXPECT_EQ(gateway.figure_when(R"(corsage_upstream_conflicts_total{route="api"})", 0), 0);
  ask(gateway.port(), "GET /own", from_page);
  ask(gateway.port(), "GET /own", from_page);
  EXPECT_EQ(gateway.figure_when(R"(corsage_upstream_conflicts_total{route="api"})", 2), 2);
  auto const told = gateway.end().error;
  EXPECT_EQ(count_of(told, "route api: The server behind sent CORS headers of its own\n"), 1U) << told;
  EXPECT_EQ(count_of(told, "Access-Control-Allow-Origin: *; the policy says instead: http://localhost:5173\n"), 1U)
      << told;
}

TEST_F(Observation, only_reports_where_that_is_the_mode) {
  WatchedGateway gateway({"gateway", file("mode = \"report\"\n")});
  auto const answer = ask(gateway.port(), "GET /own", from_stranger);
  EXPECT_EQ(values_of(answer, "access-control-allow-origin"), std::vector<std::string>{"*"});
  EXPECT_EQ(values_of(answer, "vary"), std::vector<std::string>{});
  EXPECT_EQ(body_of(ask(gateway.port(), "OPTIONS /own", preflight_of(page, "PUT"))), "own");
  EXPECT_EQ(
      gateway.figure_when(
          R"(corsage_decisions_total{route="api",mode="report",class="actual",reason="policy-origin-refused"})", 1),
      1);
  EXPECT_EQ(
      gateway.figure(
          R"(corsage_decisions_total{route="api",mode="report",class="preflight",reason="policy-method-refused"})"),
      1);
  EXPECT_EQ(gateway.figure(R"(corsage_upstream_conflicts_total{route="api"})"), 2);
  EXPECT_EQ(upstream_.requests().size(), 2U);
  auto const told = gateway.end().error;
  EXPECT_NE(told.find("route api would refuse http://evil.test: "), std::string::npos) << told;
  EXPECT_NE(told.find("Access-Control-Allow-Origin: *; the policy would say: no such header\n"), std::string::npos)
      << told;
}

TEST_F(Observation, looks_at_a_candidate_beside_the_policy) {
  WatchedGateway gateway({"gateway", file({}, {}, {}, "[route.candidate]\norigins = [\"http://evil.test\"]\n")});
  EXPECT_EQ(values_of(ask(gateway.port(), "GET /", from_stranger), "access-control-allow-origin"),
            std::vector<std::string>{});
  ask(gateway.port(), "GET /", from_page);
  ask(gateway.port(), "GET /");
  EXPECT_EQ(gateway.figure_when(R"(corsage_candidate_shifts_total{route="api",shift="newly-allowed"})", 1), 1);
  EXPECT_EQ(gateway.figure(R"(corsage_candidate_shifts_total{route="api",shift="newly-refused"})"), 1);
  EXPECT_EQ(gateway.figure(R"(corsage_candidate_shifts_total{route="api",shift="none"})"), 1);
  auto const decisions = gateway.tell("/decisions");
  EXPECT_EQ(count_of(decisions, R"("candidate":{"shift":"newly-allowed","reason":"policy-origin-allowed"})"), 1U)
      << decisions;
}

TEST_F(Observation, keeps_the_last_decisions_with_what_led_to_them) {
  WatchedGateway gateway({"gateway", file({}, {}, "threads = 2\n")});
  ask(gateway.port(), "OPTIONS /put?key=s3cret", preflight_of(page, "PUT", "x-a"));
  for (int i = 0; i < 300; ++i) {
    ask(gateway.port(), "OPTIONS /", preflight_of(page, "GET"));
  }
  ask(gateway.port(), "GET /own", from_page);
  EXPECT_EQ(gateway.figure_when(R"(corsage_upstream_conflicts_total{route="api"})", 1), 1);
  auto const answer = gateway.tell("/decisions");
  EXPECT_EQ(values_of(answer, "content-type"), std::vector<std::string>{"application/json"});
  simdjson::dom::parser parser;
  simdjson::dom::element document;
  ASSERT_EQ(parser.parse(std::string(body_of(answer))).get(document), simdjson::SUCCESS) << answer;
  EXPECT_EQ(std::string_view(document["schema"]), "corsage-decisions/1");
  simdjson::dom::array const all = document["decisions"];
  ASSERT_GT(all.size(), 100U);
  auto const first = simdjson::to_string(all.at(0));
  for (std::string_view const part :
       {R"("allowed":true)", R"("status":200)",
        R"("headers":[["Access-Control-Allow-Origin","http://localhost:5173"]])",
        R"("contradicted":[{"name":"Access-Control-Allow-Origin","value":"*","policy":"http://localhost:5173"}])"}) {
    EXPECT_NE(first.find(part), std::string::npos) << part << "\n" << first;
  }
  // Those that refused are there whatever came behind them.
  auto const last = simdjson::to_string(all.at(all.size() - 1));
  for (
      std::string_view const part :
      {R"("request":{"method":"OPTIONS","host":"127.0.0.1","path":"/put","origin":"http://localhost:5173","requested_method":"PUT","requested_headers":"x-a"})",
       R"("class":"preflight")", R"("allowed":false)", R"("reason":"policy-method-refused")",
       R"({"check":"origin","value":"http://localhost:5173","passed":true})",
       R"({"check":"method","value":"PUT","passed":false,"reason":"policy-method-refused","offending":"PUT"}])",
       R"("status":403)", R"("candidate":null)"}) {
    EXPECT_NE(last.find(part), std::string::npos) << part << "\n" << last;
  }
  EXPECT_EQ(answer.find("s3cret"), std::string::npos);
}

TEST_F(Observation, has_its_mistakes_told_with_their_places) {
  auto const name = directory_.write("bad.toml", R"(admin = "0.0.0.0:9090"
access_log = ""
[[route]]
to = "http://127.0.0.1:1"
cors = "off"
[route.candidate]
origins = ["https://a.test"]
)");
  auto const ending = corsage({"gateway", name, "--check"});
  EXPECT_EQ(ending.status, 2);
  for (std::string_view const place : {":1:9: ", ":2:14: ", ":6:1: "}) {
    EXPECT_NE(ending.error.find(place), std::string::npos) << place << "\n" << ending.error;
  }
  auto const named = directory_.write("named.toml",
                                      "admin = \"0.0.0.0:0\"\ndangerously_public_admin = true\n[[route]]\nto = "
                                      "\"http://127.0.0.1:1\"\ncors = \"off\"\n");
  EXPECT_EQ(corsage({"gateway", named, "--check"}).status, 0);
}

}  // namespace
}  // namespace corsage::test
