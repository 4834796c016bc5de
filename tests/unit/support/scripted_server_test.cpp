#include "support/scripted_server.hpp"

#include <csignal>
#include <fstream>

#include "support/process.hpp"
#include "support/temporary_directory.hpp"

#include <gtest/gtest.h>

namespace corsage::test {
namespace {

/// What curl prints for `URL ARGUMENTS...` with the head as it came.
std::string curl(ScriptedServer const& server, Process::Arguments arguments, std::string const& path = "/") {
  arguments.insert(arguments.begin(), {"curl", "--silent", "--show-error", "--include", server.origin() + path});
  auto const ending = run(arguments);
  EXPECT_EQ(ending.status, 0) << ending.error;
  return ending.output;
}

struct AnswerRow {
  std::string name;
  std::string rules;
  Process::Arguments arguments = {};
  std::string path = "/";
  std::string answer;
};

TEST(ScriptedServer, AnswersByItsRules) {
  AnswerRow const rows[] = {
      {.name = "a body brings its length",
       .rules = R"([{"status":200,"body":"hi"}])",
       .answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"},
      {.name = "no rule: 404 without headers",
       .rules = R"([{"when":{"path":"/x"},"status":200}])",
       .answer = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"},
      {.name = "204 has no length",
       .rules = R"([{"when":{"method":"OPTIONS"},"status":204}])",
       .arguments = {"--request", "OPTIONS"},
       .answer = "HTTP/1.1 204 No Content\r\n\r\n"},
      {.name = "header lines keep order, case, doubles and odd bytes",
       .rules = R"([{"status":204,"headers":[["X-b","1"],["x-A","\u00e9"],["X-b","2"]]}])",
       .answer = "HTTP/1.1 204 No Content\r\nX-b: 1\r\nx-A: \xe9\r\nX-b: 2\r\n\r\n"},
      {.name = "a rule that frames its body keeps its framing",
       .rules = R"([{"status":200,"headers":[["content-LENGTH","1"]],"body":"h"}])",
       .answer = "HTTP/1.1 200 OK\r\ncontent-LENGTH: 1\r\n\r\nh"},
      {.name = "the answer to HEAD has the length and no body",
       .rules = R"([{"status":200,"body":"hi"}])",
       .arguments = {"--head"},
       .answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n"},
      {.name = "the first rule whose method, host and path fit answers; the query is no part of the path",
       .rules = R"([{"when":{"method":"GET","path":"/y"},"status":500},
                    {"when":{"method":"GET","host":"elsewhere","path":"/x"},"status":501},
                    {"when":{"method":"*","path":"/x"},"status":204}])",
       .path = "/x?q",
       .answer = "HTTP/1.1 204 No Content\r\n\r\n"},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    auto const rules = read_rules(row.rules);
    ASSERT_TRUE(rules) << rules.error();
    ScriptedServer const server(*rules);
    EXPECT_EQ(curl(server, row.arguments, row.path), row.answer);
  }
}

TEST(ScriptedServer, RemembersRequestsAndKeepsTheConnection) {
  ScriptedServer const server(Rules{{.status = 204}});
  curl(server, {"--data", "a=1", "--header", "X-Odd: \xe9", server.origin() + "/second"});
  auto const requests = server.requests();
  ASSERT_EQ(requests.size(), 2U);
  EXPECT_EQ(requests[0].method, "POST");
  EXPECT_EQ(requests[0].body, "a=1");
  EXPECT_EQ(requests[0].header("x-odd"), "\xe9");
  EXPECT_EQ(requests[1].target, "/second");
  EXPECT_EQ(server.connections(), 1U);
}

TEST(ScriptedServer, RefusesWhatIsNoRule) {
  for (auto const* text : {"", "{}", "[1]", R"([{"status":"x"}])", R"([{"status":200,"body":"\u0100"}])"}) {
    SCOPED_TRACE(text);
    EXPECT_FALSE(read_rules(text));
  }
}

TEST(ScriptedApi, PrintsItsPortAndLogsRequests) {
  TemporaryDirectory const directory;
  auto const log = (directory.path() / "log").string();
  Process api(
      {CORSAGE_SCRIPTED_API, "--rules", directory.write("rules", R"([{"status":200,"body":"hi"}])"), "--log", log});
  auto const port = api.read_line();
  ASSERT_TRUE(port);
  auto const url = "http://127.0.0.1:" + *port + "/p?q";
  EXPECT_EQ(
      run({"curl", "--silent", url, "--header", "User-Agent:", "--header", "Accept:", "--header", "X: \xe9"}).output,
      "hi");
  std::ifstream file(log, std::ios::binary);
  std::string line;
  std::getline(file, line);
  EXPECT_EQ(line, R"({"method":"GET","target":"/p?q","headers":[["Host","127.0.0.1:)" + *port +
                      "\"],[\"X\",\"\xc3\xa9\"]],\"body\":\"\"}");
  api.signal(SIGTERM);
  EXPECT_EQ(api.finish().status, 0);
}

TEST(ScriptedApi, TellsRulesThatAreNone) {
  auto const ending = run({CORSAGE_SCRIPTED_API, "--rules", "-"}, "{}");
  EXPECT_EQ(ending.status, 2);
  EXPECT_NE(ending.error, "");
}

}  // namespace
}  // namespace corsage::test
