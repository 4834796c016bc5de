#include <csignal>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "end_to_end/gateway/running_gateway.hpp"
#include "end_to_end/program.hpp"
#include "support/ports.hpp"
#include "support/scripted_server.hpp"
#include "support/temporary_directory.hpp"

#include <gtest/gtest.h>

namespace corsage::test {
namespace {

constexpr std::string_view page = "http://localhost:5173";
constexpr std::string_view from_page = "Origin: http://localhost:5173\r\n";
constexpr std::string_view from_stranger = "Origin: http://evil.test\r\n";

using Values = std::vector<std::string>;

/// A server that says too much about CORS, or nothing, behind a gateway that has the say.
class GatewayCommand : public ::testing::Test {
 protected:
  GatewayCommand()
      : upstream_({{.when = {.path = "/own"},
                    .headers = {{"Access-Control-Allow-Origin", "*"},
                                {"access-control-allow-origin", "http://other.test"},
                                {"Vary", "Accept"}},
                    .body = "own"},
                   {.when = {.path = "/broken"}, .status = 500, .body = "broken"},
                   {.when = {.path = "/garbage"}, .raw = "what?\r\n\r\n"},
                   {.when = {.path = "/short"}, .raw = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this"},
                   {.when = {.path = "/silent"}, .raw = " "},
                   {.when = {.path = "/chunks"},
                    .headers = {{"Transfer-Encoding", "chunked"}},
                    .body = "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"},
                   {.body = "all"}}) {}

  RunningGateway gateway() {
    return RunningGateway({"gateway", "--to", upstream_.origin(), "--allow", std::string(page)});
  }

  ScriptedServer upstream_;
  TemporaryDirectory directory_;
};

TEST_F(GatewayCommand, answers_preflights_itself) {
  auto gateway = this->gateway();
  auto const answer = ask(gateway.port(), "OPTIONS /own",
                          std::string(from_page) +
                              "Access-Control-Request-Method: PUT\r\n"
                              "Access-Control-Request-Headers: x-a\r\n");
  EXPECT_TRUE(answer.starts_with("HTTP/1.1 204 No Content\r\n")) << answer;
  EXPECT_EQ(values_of(answer, "access-control-allow-origin"), Values{std::string(page)});
  EXPECT_EQ(values_of(answer, "access-control-allow-methods"), Values{"PUT"});
  EXPECT_EQ(upstream_.requests().size(), 0U);
}

TEST_F(GatewayCommand, leaves_other_options_to_the_server_behind) {
  auto gateway = this->gateway();
  EXPECT_EQ(body_of(ask(gateway.port(), "OPTIONS /own", from_page)), "own");
  ASSERT_EQ(upstream_.requests().size(), 1U);
  EXPECT_EQ(upstream_.requests().front().method, "OPTIONS");
}

struct AnswerRow {
  std::string_view name;
  std::string_view path;
  std::string_view lines;
  std::string_view status;
  Values origin;
  Values vary;
};

TEST_F(GatewayCommand, has_the_say_on_every_answer) {
  auto gateway = this->gateway();
  std::vector<AnswerRow> const rows{
      {"an answer without a word", "/", from_page, "200", {std::string(page)}, {"Origin"}},
      {"an answer that says too much", "/own", from_page, "200", {std::string(page)}, {"Accept, Origin"}},
      {"a refused origin", "/own", from_stranger, "200", {}, {"Accept, Origin"}},
      {"no origin", "/own", "", "200", {}, {"Accept, Origin"}},
      {"an error of the server behind", "/broken", from_page, "500", {std::string(page)}, {"Origin"}},
      {"an answer that is none", "/garbage", from_page, "502", {std::string(page)}, {"Origin"}},
      {"no answer", "/silent", from_page, "502", {std::string(page)}, {"Origin"}},
      {"a path that is two", "/a/../b", from_page, "400", {std::string(page)}, {"Origin"}},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    auto const answer = ask(gateway.port(), "GET " + std::string(row.path), row.lines);
    EXPECT_EQ(answer.substr(0, 12), "HTTP/1.1 " + std::string(row.status)) << answer;
    EXPECT_EQ(values_of(answer, "access-control-allow-origin"), row.origin) << answer;
    EXPECT_EQ(values_of(answer, "vary"), row.vary) << answer;
  }
}

TEST_F(GatewayCommand, tells_the_page_when_nobody_is_behind) {
  RunningGateway gateway(
      {"gateway", "--to", "http://127.0.0.1:" + std::to_string(dead_port()), "--allow", std::string(page)});
  auto const answer = ask(gateway.port(), "GET /", from_page);
  EXPECT_TRUE(answer.starts_with("HTTP/1.1 502 Bad Gateway\r\n")) << answer;
  EXPECT_EQ(values_of(answer, "access-control-allow-origin"), Values{std::string(page)});
  EXPECT_NE(body_of(answer).find(R"("code":"upstream_unreachable")"), std::string_view::npos) << answer;
}

TEST_F(GatewayCommand, carries_bodies_whole_both_ways) {
  auto gateway = this->gateway();
  std::string const large(3'000'000, 'x');
  auto const counted = ask(gateway.port(), "POST /", "Content-Length: 3000000\r\n", large);
  EXPECT_EQ(body_of(counted), "all");
  auto const chunked =
      ask(gateway.port(), "POST /", "Transfer-Encoding: chunked\r\n", "5\r\nhello\r\n6\r\n there\r\n0\r\n\r\n");
  EXPECT_EQ(body_of(chunked), "all");
  auto const requests = upstream_.requests();
  ASSERT_EQ(requests.size(), 2U);
  EXPECT_EQ(requests[0].body, large);
  EXPECT_EQ(requests[1].body, "hello there");
  EXPECT_NE(body_of(ask(gateway.port(), "GET /chunks")).find("abc"), std::string_view::npos);
}

TEST_F(GatewayCommand, lets_the_client_see_that_an_answer_broke_off) {
  auto gateway = this->gateway();
  auto const answer = ask(gateway.port(), "GET /short");
  EXPECT_EQ(values_of(answer, "content-length"), Values{"100"});
  EXPECT_LT(body_of(answer).size(), 100U);
}

TEST_F(GatewayCommand, answers_requests_that_come_at_once_one_after_the_other) {
  auto gateway = this->gateway();
  auto const answers = converse(gateway.port(),
                                "GET /own HTTP/1.1\r\nHost: a\r\n\r\nPOST / HTTP/1.1\r\nHost: a\r\nContent-Length: "
                                "2\r\n\r\nhiGET /broken HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  auto const first = answers.find("own");
  auto const second = answers.find("all");
  auto const third = answers.find("broken");
  EXPECT_LT(first, second) << answers;
  EXPECT_LT(second, third) << answers;
  EXPECT_NE(third, std::string::npos) << answers;
}

struct MalformedRow {
  std::string_view name;
  std::string_view bytes;
};

TEST_F(GatewayCommand, refuses_what_two_servers_could_take_for_two_things) {
  auto gateway = this->gateway();
  std::vector<MalformedRow> const rows{
      {"both framings",
       "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"},
      {"two lengths", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd"},
      {"a bare line feed", "GET / HTTP/1.1\nHost: a\n\n"},
      {"a folded line", "GET / HTTP/1.1\r\nHost: a\r\nX: b\r\n c\r\n\r\n"},
      {"a space before the colon", "GET / HTTP/1.1\r\nHost : a\r\n\r\n"},
      {"a chunk without a size", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    // What is behind must not be taken for a request.
    auto const answer = converse(gateway.port(), std::string(row.bytes) + "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_TRUE(answer.starts_with("HTTP/1.1 400 Bad Request\r\n")) << answer;
    EXPECT_EQ(values_of(answer, "connection"), Values{"close"});
    EXPECT_EQ(answer.find("\nHTTP/1.1 "), std::string::npos) << answer;
  }
  EXPECT_EQ(upstream_.requests().size(), 0U);
}

TEST_F(GatewayCommand, lists_its_routes) {
  auto const file = directory_.write("corsage.toml", R"(
[[route]]
name = "api"
path = "/api"
methods = ["GET", "PUT"]
to = "http://127.0.0.1:3000"
[route.cors]
origins = ["http://localhost:5173"]

[[route]]
to = ["http://127.0.0.1:3001", "http://127.0.0.1:3002"]
cors = "off"
)");
  auto const ending = corsage({"gateway", file, "--check"});
  EXPECT_EQ(ending.status, 0) << ending.error;
  EXPECT_EQ(ending.output,
            "route  takes                   to                              CORS\n"
            "api    any host /api, GET PUT  127.0.0.1:3000                  enforced: http://localhost:5173\n"
            "/      any host /              127.0.0.1:3001, 127.0.0.1:3002  off: as the server behind says\n");
}

TEST_F(GatewayCommand, tells_every_mistake_in_its_file_at_once) {
  auto const file = directory_.write("corsage.toml", R"(listen = "localhost"
treads = 2

[limits]
body_time = "x"
bodi_bytes = 3

[[route]]
path = "api"
to = "ftp://a"

[[route]]
to = "http://127.0.0.1:3001"
[route.cors]
origins = ["https://a.test/"]
)");
  auto const ending = corsage({"gateway", file, "--check"});
  EXPECT_EQ(ending.status, 2);
  EXPECT_EQ(ending.output, "");
  for (std::string_view const told :
       {":1:10: ", ":2:1: ", ":5:13: ", ":6:1: ", ":8:1: ", ":9:8: ", ":10:6: ", ":15:12: "}) {
    EXPECT_NE(ending.error.find(told), std::string::npos) << told << "\n" << ending.error;
  }
}

struct ListenRow {
  std::string_view name;
  std::string_view listen;
};

TEST_F(GatewayCommand, listens_at_this_machine_by_its_name_or_a_port_alone) {
  for (auto const& row : std::vector<ListenRow>{{"its name", "localhost:0"},
                                                {"in capitals", "LOCALHOST:0"},
                                                {"a URL", "http://localhost:0"},
                                                {"a port", "0"}}) {
    SCOPED_TRACE(row.name);
    RunningGateway const typed(
        {"gateway", "--to", upstream_.origin(), "--allow", std::string(page), "--listen", std::string(row.listen)});
    EXPECT_EQ(body_of(ask(typed.port(), "GET /own")), "own");
    RunningGateway const written(
        {"gateway",
         directory_.write("corsage.toml", "listen = \"" + std::string(row.listen) + "\"\n[[route]]\nto = \"" +
                                              upstream_.origin() + "\"\ncors = \"off\"\n")});
    EXPECT_EQ(body_of(ask(written.port(), "GET /own")), "own");
  }
}

TEST_F(GatewayCommand, says_what_is_no_place_to_listen_at) {
  for (auto const& row : std::vector<ListenRow>{{"no port", "localhost"},
                                                {"an empty port", "localhost:"},
                                                {"no address", ":8080"},
                                                {"a name", "example.com:8080"},
                                                {"a name in brackets", "[localhost]:8080"},
                                                {"no number", "8080x"},
                                                {"too large a number", "65536"}}) {
    SCOPED_TRACE(row.name);
    auto const ending = corsage(
        {"gateway", "--to", upstream_.origin(), "--allow", std::string(page), "--listen", std::string(row.listen)});
    EXPECT_EQ(ending.status, 2);
    EXPECT_NE(ending.error.find("'" + std::string(row.listen) + "' is no place to listen at"), std::string::npos)
        << ending.error;
    EXPECT_NE(ending.error.find("localhost or a numeric address"), std::string::npos) << ending.error;
  }
}

TEST_F(GatewayCommand, tells_that_what_has_no_option_stands_in_a_file) {
  constexpr std::string_view told = "keys stand in a file: corsage gateway FILE";
  for (auto const& arguments : std::vector<Values>{
           {"--admin", "0.0.0.0:0"}, {"--listen", "https://127.0.0.1:0"}, {"--allow", "http://a.test"}}) {
    SCOPED_TRACE(arguments.back());
    Values typed{"gateway", "--to", upstream_.origin(), "--allow", std::string(page)};
    typed.insert(typed.end(), arguments.begin(), arguments.end());
    auto const ending = corsage(typed);
    EXPECT_EQ(ending.status, 2);
    EXPECT_NE(ending.error.find(told), std::string::npos) << ending.error;
  }
  auto const written =
      corsage({"gateway", directory_.write("corsage.toml", "admin = \"0.0.0.0:0\"\n[[route]]\nto = \"" +
                                                               upstream_.origin() + "\"\ncors = \"off\"\n")});
  EXPECT_EQ(written.status, 2);
  EXPECT_EQ(written.error.find(told), std::string::npos) << written.error;
}

TEST_F(GatewayCommand, tells_where_the_table_of_a_policy_stands) {
  auto const ending =
      corsage({"gateway", directory_.write("policy.toml", "[cors]\norigins = [\"http://one.test\"]\n")});
  EXPECT_EQ(ending.status, 2);
  EXPECT_NE(ending.error.find("[cors] is the table of a policy"), std::string::npos) << ending.error;
  EXPECT_NE(ending.error.find("[route.cors]"), std::string::npos) << ending.error;
}

TEST_F(GatewayCommand, says_in_one_line_that_its_port_is_taken) {
  auto gateway = this->gateway();
  auto const ending = corsage({"gateway", "--to", upstream_.origin(), "--allow", std::string(page), "--listen",
                               "127.0.0.1:" + std::to_string(gateway.port())});
  EXPECT_EQ(ending.status, 2);
  EXPECT_NE(ending.error.find("Address already in use"), std::string::npos) << ending.error;
}

TEST_F(GatewayCommand, says_in_one_line_that_the_server_behind_has_no_address) {
  auto const ending = corsage({"gateway", "--to", "http://nobody.invalid", "--allow", std::string(page), "--check"});
  EXPECT_TRUE(ending.error.starts_with("corsage: the server behind, 'nobody.invalid', has no address: "))
      << ending.error;
  EXPECT_EQ(ending.error.find('\n'), ending.error.size() - 1) << ending.error;
}

TEST_F(GatewayCommand, reads_its_file_again_and_keeps_the_old_one_where_it_is_bad) {
  auto const text = [this](std::string_view origins) {
    return "[[route]]\nto = \"" + upstream_.origin() + "\"\n[route.cors]\norigins = " + std::string(origins) + "\n";
  };
  auto const file = directory_.write("corsage.toml", text(R"(["http://one.test"])"));
  RunningGateway gateway({"gateway", file});
  auto const allowed = [&gateway](std::string const& origin) {
    return !values_of(ask(gateway.port(), "GET /", "Origin: " + origin + "\r\n"), "access-control-allow-origin")
                .empty();
  };
  EXPECT_TRUE(allowed("http://one.test"));
  EXPECT_FALSE(allowed("http://two.test"));
  std::ofstream(file) << text(R"(["http://two.test"])");
  gateway.process().signal(SIGHUP);
  for (int i = 0; i < 100 && !allowed("http://two.test"); ++i) {
  }
  EXPECT_TRUE(allowed("http://two.test"));
  EXPECT_FALSE(allowed("http://one.test"));
  std::ofstream(file) << text("3");
  gateway.process().signal(SIGHUP);
  EXPECT_TRUE(allowed("http://two.test"));
  gateway.process().signal(SIGTERM);
  auto const ending = gateway.process().finish();
  EXPECT_EQ(ending.status, 0) << ending.error;
  EXPECT_NE(ending.error.find(":4:11: "), std::string::npos) << ending.error;
}

}  // namespace
}  // namespace corsage::test
