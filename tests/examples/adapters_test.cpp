#include <string>
#include <string_view>
#include <vector>

#include "support/ports.hpp"
#include "support/process.hpp"

#include <gtest/gtest.h>

namespace corsage::test {
namespace {

struct Server {
  std::string name;
  std::string program;
};

struct Row {
  std::string name;
  std::string path = "/";
  std::string from = "http://localhost:5173";
  Process::Arguments arguments = {};
  /// The reason that blocks; empty: allowed.
  std::string blocked_by = {};
  /// What `corsage fetch --include` prints of the answer: its status, then header lines that the page can read.
  std::string status = {};
  std::vector<std::string> readable = {};
};

std::vector<Server> servers() {
  return {
      {.name = "Boost.Beast", .program = CORSAGE_EXAMPLE_BEAST},
      {.name = "cpp-httplib", .program = CORSAGE_EXAMPLE_HTTPLIB},
#ifdef CORSAGE_EXAMPLE_PISTACHE
      {.name = "Pistache", .program = CORSAGE_EXAMPLE_PISTACHE},
#endif
  };
}

// The policy is examples/policy.toml.
std::vector<Row> rows() {
  return {
      {.name = "a page whose origin is allowed", .status = "200", .readable = {"X-Total: 7"}},
      {.name = "with cookies", .arguments = {"--credentials", "include"}, .status = "200", .readable = {"X-Total: 7"}},
      {.name = "a page whose origin is not", .from = "http://localhost:5174", .blocked_by = "allow-origin-missing"},
      {.name = "a preflight for what is allowed, on several lines or one",
       .arguments = {"-X", "PUT", "-H", "x-trace: 1", "-H", "content-type: application/json", "-d", "{}"},
       .status = "204"},
      {.name = "a preflight for a method that is not allowed",
       .arguments = {"-X", "DELETE"},
       .blocked_by = "allow-origin-missing"},
      {.name = "a preflight for a header that is not allowed",
       .arguments = {"-H", "x-other: 1"},
       .blocked_by = "allow-origin-missing"},
      {.name = "an error answer has the headers too", .path = "/nowhere", .status = "404"},
  };
}

Process::Ending corsage(std::string const& server, Row const& row) {
  Process::Arguments arguments = {CORSAGE_BINARY, "fetch", "--include", server + row.path, "--from", row.from};
  arguments.insert(arguments.end(), row.arguments.begin(), row.arguments.end());
  return run(arguments);
}

void expect_verdict(std::string const& server, Row const& row) {
  auto const ending = corsage(server, row);
  EXPECT_EQ(ending.status, row.blocked_by.empty() ? 0 : 1) << ending.error;
  auto const reason = row.blocked_by.empty() ? "" : "corsage: blocked by " + row.blocked_by + ": ";
  EXPECT_EQ(ending.error.substr(0, reason.size()), reason) << ending.error;
  EXPECT_NE(ending.output.substr(0, ending.output.find('\n')).find(row.status), std::string::npos) << ending.output;
  for (auto const& line : row.readable) {
    EXPECT_NE(ending.output.find('\n' + line + '\n'), std::string::npos) << ending.output;
  }
}

/// What stands on the wire: upstream's line is gone, and Vary says what it said and Origin.
void expect_lines(std::string const& server, std::string_view name) {
  auto const answer = run({"curl", "-sS", "-D", "-", "-o", "/dev/null", "-H", "Origin: http://localhost:5173", server});
  EXPECT_EQ(answer.status, 0) << answer.error;
  EXPECT_NE(answer.output.find("Access-Control-Allow-Origin: http://localhost:5173\r\n"), std::string::npos) << name;
  EXPECT_EQ(answer.output.find("Access-Control-Allow-Origin: *"), std::string::npos) << name << answer.output;
  EXPECT_EQ(answer.output.find("Access-Control-Max-Age"), std::string::npos) << name << answer.output;
  EXPECT_NE(answer.output.find("Vary: Accept-Encoding, Origin\r\n"), std::string::npos) << name << answer.output;
}

TEST(Adapters, ServersKeepTheirPolicy) {
  for (auto const& server : servers()) {
    SCOPED_TRACE(server.name);
    auto const port = free_port();
    Process const process({server.program, CORSAGE_SOURCE_DIR "/examples/policy.toml", std::to_string(port)});
    ASSERT_TRUE(wait_for_listener(port));
    auto const origin = "http://127.0.0.1:" + std::to_string(port);
    for (auto const& row : rows()) {
      SCOPED_TRACE(row.name);
      expect_verdict(origin, row);
    }
    expect_lines(origin, server.name);
  }
}

}  // namespace
}  // namespace corsage::test
