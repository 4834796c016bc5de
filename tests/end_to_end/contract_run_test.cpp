// How corsage test goes about a contract: the secrets that it sends, reports that cannot be written, Ctrl-C,
// files that change.

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include "end_to_end/program.hpp"
#include "support/scripted_server.hpp"
#include "support/temporary_directory.hpp"

#include <gtest/gtest.h>

namespace corsage::test {
namespace {

std::string expecting(std::string const& from, std::string const& request, std::string const& rest) {
  return "[[expect]]\nfrom = \"" + from + "\"\nrequest = \"" + request + "\"\n" + rest + "\n";
}

void expect_parts(std::string const& text, std::vector<std::string> const& parts) {
  for (auto const& part : parts) {
    EXPECT_NE(text.find(part), std::string::npos) << part << "\n" << text;
  }
}

TEST(ContractRun, SendsWhatIsKeptElsewhereAndShowsItNowhere) {
  TemporaryDirectory const directory;
  ScriptedServer const server(Rules{{.headers = {{"Access-Control-Allow-Origin", "https://app.example.com"}}}});
  auto const contract = directory.write("contract.toml", R"([[expect]]
from = "https://evil.example"
request = "GET /users/1?token=${env:CORSAGE_TEST_KEPT}"
headers = ["authorization: Bearer ${env:CORSAGE_TEST_KEPT}", "x-tenant: ${file:)" +
                                                             directory.write("tenant", "sesame-file\n") + R"(}"]
allowed = true
)");
  ::setenv("CORSAGE_TEST_KEPT", "sesame-kept", 1);
  for (std::string const form : {"text", "json", "junit", "tap"}) {
    SCOPED_TRACE(form);
    auto const ending = corsage({"test", contract, "--at", server.origin(), "--output", form});
    EXPECT_EQ(ending.status, 1);
    EXPECT_EQ(ending.error, "");
    EXPECT_EQ(ending.output.find("sesame"), std::string::npos) << ending.output;
    expect_parts(ending.output, {"/users/1?token=", "x-tenant"});
  }
  auto const requests = server.requests();
  ASSERT_FALSE(requests.empty());
  EXPECT_EQ(requests.back().method, "GET");
  EXPECT_EQ(requests.back().target, "/users/1?token=sesame-kept");
  std::string headers;
  for (auto const& [name, value] : requests.back().headers) {
    headers += name + ": " + value + "\n";
  }
  expect_parts(headers, {"authorization: Bearer sesame-kept\n", "x-tenant: sesame-file\n"});
  ::unsetenv("CORSAGE_TEST_KEPT");
}

TEST(ContractRun, TellsWhatIsKnownWhenItIsInterrupted) {
  TemporaryDirectory const directory;
  ScriptedServer const server({{.when = {.path = "/hang"}, .pause = std::chrono::seconds(8)},
                               {.headers = {{"Access-Control-Allow-Origin", "*"}}}});
  auto const contract =
      directory.write("contract.toml", expecting("https://a.example", "GET /", "allowed = true") +
                                           expecting("https://a.example", "GET /hang", "allowed = true"));
  Process testing({corsage_path(), "test", contract, "--at", server.origin(), "--jobs", "1"});
  auto const start = std::chrono::steady_clock::now();
  while (server.requests().size() < 2 && std::chrono::steady_clock::now() - start < std::chrono::seconds(10)) {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  testing.signal(SIGINT);
  auto const ending = testing.finish();
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(8));
  EXPECT_EQ(ending.status, 3);
  EXPECT_EQ(ending.error, "corsage: interrupted: 1 of 2 cases was tested\n");
  expect_parts(ending.output, {"✓ GET / from https://a.example: allowed\n", ": 1 holds\n"});
}

TEST(ContractRun, AsksNobodyForAReportThatCannotBeWritten) {
  TemporaryDirectory const directory;
  ScriptedServer const server(Rules{{.headers = {{"Access-Control-Allow-Origin", "https://app.example.com"}}}});
  auto const ending = corsage({"test", directory.write("contract.toml", expecting("null", "GET /", "allowed = false")),
                               "--at", server.origin(), "--output", "junit=/no/such/file"});
  EXPECT_EQ(ending.status, 2);
  EXPECT_EQ(ending.output, "");
  EXPECT_EQ(ending.error, "corsage: the file '/no/such/file' cannot be written: No such file or directory\n");
  EXPECT_EQ(server.requests().size(), 0U);
}

TEST(ContractRun, TestsAgainWhenAFileChanges) {
  TemporaryDirectory const directory;
  auto const contract = directory.write("contract.toml", expecting("https://a.example", "GET /", "allowed = true"));
  auto const policy = directory.write("corsage.toml", "[cors]\norigins = [\"https://a.example\"]\n");
  Process watching({corsage_path(), "test", contract, "--policy", policy, "--watch"});
  auto const next_summary = [&] {
    for (auto line = watching.read_line(); line; line = watching.read_line()) {
      if (line->starts_with("1 case")) {
        return line->substr(line->rfind(':'));
      }
    }
    return std::string();
  };
  EXPECT_EQ(next_summary(), ": 1 holds");
  directory.write("corsage.toml", "[cors]\norigins = [\"https://b.example\"]\n");
  EXPECT_EQ(next_summary(), ": 1 does not hold");
  directory.write("contract.toml", expecting("https://b.example", "GET /", "allowed = true"));
  EXPECT_EQ(next_summary(), ": 1 holds");
  directory.write("corsage.toml", "[cors]\norigins = [\"https://c.example\"]\n");
  EXPECT_EQ(next_summary(), ": 1 does not hold");
  std::filesystem::remove(contract);
  std::this_thread::sleep_for(std::chrono::seconds(3));
  directory.write("contract.toml", expecting("https://c.example", "GET /", "allowed = true"));
  EXPECT_EQ(next_summary(), ": 1 holds");
  directory.write("corsage.toml", "[cors]\norigins = [\"https://d.example\"]\n");
  EXPECT_EQ(next_summary(), ": 1 does not hold");
  watching.signal(SIGINT);
  auto const ending = watching.finish();
  EXPECT_EQ(ending.status, 1);
  expect_parts(ending.error, {"the file '" + contract + "' cannot be read; No such file or directory\n"});
}

}  // namespace
}  // namespace corsage::test
