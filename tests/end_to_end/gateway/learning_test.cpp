#include <csignal>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "end_to_end/gateway/running_gateway.hpp"
#include "end_to_end/program.hpp"
#include "support/scripted_server.hpp"
#include "support/temporary_directory.hpp"

#include <gtest/gtest.h>

namespace corsage::test {
namespace {

constexpr std::string_view from_page = "Origin: http://localhost:5173\r\n";

/// A server whose policy nobody knows any more.
class LearningGateway : public ::testing::Test {
 protected:
  LearningGateway()
      : upstream_({{.when = {.method = "OPTIONS", .path = "/data"},
                    .status = 204,
                    .headers = {{"Access-Control-Allow-Origin", "http://localhost:5173"},
                                {"Access-Control-Allow-Credentials", "true"},
                                {"Access-Control-Allow-Methods", "PUT"},
                                {"Access-Control-Allow-Headers", "X-A, X-B"},
                                {"Access-Control-Max-Age", "600"}}},
                   {.when = {.path = "/data"},
                    .headers = {{"Access-Control-Allow-Origin", "http://localhost:5173"},
                                {"Access-Control-Allow-Credentials", "true"},
                                {"Access-Control-Expose-Headers", "X-Id, X-Absent"},
                                {"X-Id", "1"}},
                    .body = "data"},
                   {.body = "closed"}}),
        file_((directory_.path() / "learned.toml").string()) {}

  std::string learned() const {
    std::ifstream file(file_, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }

  /// What pages do: some of it works.
  static void browse(std::uint16_t port) {
    std::string const page(from_page);
    for (int i = 0; i < 3; ++i) {
      ask(port, "GET /data", page + "Cookie: id=1\r\n");
    }
    for (int i = 0; i < 2; ++i) {
      ask(port, "OPTIONS /data",
          page + "Access-Control-Request-Method: PUT\r\nAccess-Control-Request-Headers: x-a\r\n");
      ask(port, "PUT /data", page + "X-A: 1\r\nContent-Length: 0\r\n");
    }
    ask(port, "OPTIONS /data", page + "Access-Control-Request-Method: DELETE\r\n");
    ask(port, "OPTIONS /data", page + "Access-Control-Request-Method: PUT\r\nAccess-Control-Request-Headers: x-c\r\n");
    ask(port, "GET /data", "Origin: http://evil.test\r\n");
    ask(port, "GET /data");
    ask(port, "GET /closed", page);
  }

  ScriptedServer upstream_;
  TemporaryDirectory directory_;
  std::string file_;
};

TEST_F(LearningGateway, writes_the_least_policy_that_allows_what_worked) {
  RunningGateway gateway({"gateway", "--to", upstream_.origin(), "--learn", file_});
  browse(gateway.port());
  gateway.process().signal(SIGTERM);
  auto const ending = gateway.process().finish();
  EXPECT_EQ(ending.status, 0) << ending.error;
  EXPECT_EQ(
      learned(),
      "# What pages asked for through the gateway and got: 5 requests, 2 preflights.\n"
      "# The least policy that allows it. Read it before you use it: whoever was let in is in it, strangers too.\n"
      "[cors]\n"
      "origins = [\n"
      "  \"http://localhost:5173\",  # 7 times\n"
      "]\n"
      "credentials = true  # 3 requests had cookies\n"
      "methods = [\n"
      "  \"PUT\",  # 4 times\n"
      "]\n"
      "request_headers = [\n"
      "  \"x-a\",  # 2 times\n"
      "]\n"
      "response_headers = [\n"
      "  \"x-id\",  # 5 times\n"
      "]\n"
      "max_age = 600  # the shortest that was answered, 2 times\n");
  auto const check = corsage({"policy", "check", file_});
  EXPECT_EQ(check.status, 0) << check.output << check.error;
}

TEST_F(LearningGateway, learns_what_of_a_policy_is_used) {
  RunningGateway gateway({"gateway", "--to", upstream_.origin(), "--allow", "http://localhost:5173", "--allow",
                          "https://unused.test", "--learn", file_});
  ask(gateway.port(), "OPTIONS /closed", std::string(from_page) + "Access-Control-Request-Method: PATCH\r\n");
  gateway.process().signal(SIGTERM);
  gateway.process().finish();
  auto const policy = learned();
  EXPECT_NE(policy.find("\"http://localhost:5173\",  # once\n"), std::string::npos) << policy;
  EXPECT_NE(policy.find("\"PATCH\",  # once\n"), std::string::npos) << policy;
  EXPECT_EQ(policy.find("unused.test"), std::string::npos) << policy;
}

}  // namespace
}  // namespace corsage::test
