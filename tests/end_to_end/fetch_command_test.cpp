#include <string>
#include <vector>

#include "end_to_end/program.hpp"
#include "support/ports.hpp"
#include "support/scripted_server.hpp"

#include <gtest/gtest.h>

namespace corsage::test {
namespace {

constexpr auto page = "http://app.test";

Rules const open_server = {
    {.when = {.method = "OPTIONS"},
     .status = 204,
     .headers = {{"Access-Control-Allow-Origin", "*"}, {"Access-Control-Allow-Methods", "PUT"}}},
    {.when = {.path = "/moved"}, .status = 302, .headers = {{"Access-Control-Allow-Origin", "*"}, {"Location", "/x"}}},
    {.status = 200,
     .headers = {{"Access-Control-Allow-Origin", "*"}, {"Content-Type", "text/plain"}, {"X-Secret", "1"}},
     .body = std::string("a\0b", 3)}};

struct CommandRow {
  std::string name;
  Rules rules;
  std::string path = "/";
  Process::Arguments arguments = {};
  int status = 0;
  std::string output = {};
  std::string error_begins = {};
  std::string requests;  ///< method and target of each
};

TEST(FetchCommand, DoesWhatThePageWould) {
  CommandRow const rows[] = {
      {.name = "prints the body that the page could read, byte for byte",
       .rules = open_server,
       .output = std::string("a\0b", 3),
       .requests = "GET / "},
      {.name = "with the headers that it could read",
       .rules = open_server,
       .arguments = {"-i"},
       .output = "200 OK\nContent-Type: text/plain\nContent-Length: 3\n\n" + std::string("a\0b", 3),
       .requests = "GET / "},
      {.name = "asks first where a browser does",
       .rules = open_server,
       .arguments = {"-X", "PUT", "-d", "x"},
       .output = std::string("a\0b", 3),
       .requests = "OPTIONS / PUT / "},
      {.name = "follows redirects",
       .rules = open_server,
       .path = "/moved",
       .output = std::string("a\0b", 3),
       .requests = "GET /moved GET /x "},
      {.name = "stops where the preflight fails",
       .rules = open_server,
       .arguments = {"-X", "DELETE"},
       .status = 1,
       .error_begins = "corsage: blocked by method-not-allowed: OPTIONS http://127.0.0.1:",
       .requests = "OPTIONS / "},
      {.name = "hides an answer that is not for the page",
       .rules = {{.status = 200, .body = "secret"}},
       .status = 1,
       .error_begins = "corsage: blocked by allow-origin-missing: GET http://127.0.0.1:",
       .requests = "GET / "},
      {.name = "sees nothing of an opaque answer",
       .rules = {{.status = 200, .body = "secret"}},
       .arguments = {"--mode", "no-cors"},
       .error_begins = "corsage: the answer is opaque",
       .requests = "GET / "},
      {.name = "tells a body that breaks off",
       .rules = {{.raw = "HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\nContent-Length: 9\r\n\r\nabc"}},
       .status = 4,
       .output = "abc",
       .error_begins = "corsage: the body did not arrive whole: ",
       .requests = "GET / "},
      {.name = "takes no body without end",
       .rules = {{.status = 200, .headers = {{"Access-Control-Allow-Origin", "*"}}, .body = "abcdef"}},
       .arguments = {"--max-filesize", "3"},
       .status = 4,
       .output = "abc",
       .error_begins = "corsage: the body did not arrive whole: it is longer than 3 bytes",
       .requests = "GET / "},
      {.name = "decodes the body as a browser does",
       .rules = {{.status = 200,
                  .headers = {{"Access-Control-Allow-Origin", "*"}, {"Content-Encoding", "gzip"}},
                  .body = std::string(
                      "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\xcb\xc8\x04\x00\xac\x2a\x93\xd8\x02\x00\x00\x00", 22)}},
       .output = "hi",
       .requests = "GET / "},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    ScriptedServer const server(row.rules);
    Process::Arguments arguments = {"fetch", server.origin() + row.path, "--from", page};
    arguments.insert(arguments.end(), row.arguments.begin(), row.arguments.end());
    auto const ending = corsage(arguments);
    EXPECT_EQ(ending.status, row.status);
    EXPECT_EQ(ending.output, row.output);
    EXPECT_EQ(ending.error.substr(0, row.error_begins.empty() ? ending.error.npos : row.error_begins.size()),
              row.error_begins);
    std::string requests;
    for (auto const& request : server.requests()) {
      requests += request.method + ' ' + request.target + ' ';
    }
    EXPECT_EQ(requests, row.requests);
  }
}

TEST(FetchCommand, SendsWhatTheBrowserWould) {
  ScriptedServer const server(open_server);
  corsage({"fetch", server.origin() + "/", "--from", page, "-d", "x", "-H", "X-A: 1", "-H", "x-a: 2", "--credentials",
           "include", "--cookie", "a=1", "--resolve", "unused.test:1:127.0.0.1"});
  auto const preflight = server.requests().at(0);
  EXPECT_EQ(preflight.header("origin"), page);
  EXPECT_EQ(preflight.header("access-control-request-method"), "POST");
  EXPECT_EQ(preflight.header("access-control-request-headers"), "x-a");
  EXPECT_EQ(preflight.header("cookie"), "");
  EXPECT_EQ(server.requests().size(), 1U);
}

TEST(FetchCommand, CarriesTheCookieThatItIsGiven) {
  ScriptedServer const server(open_server);
  corsage({"fetch", server.origin() + "/", "--from", page, "--credentials", "include", "--cookie", "a=1"});
  EXPECT_EQ(server.requests().at(0).header("cookie"), "a=1");
}

TEST(FetchCommand, ReadsTheBodyFromStandardInput) {
  ScriptedServer const server(open_server);
  corsage({"fetch", server.origin() + "/", "--from", page, "-d", "-"}, "from a pipe");
  EXPECT_EQ(server.requests().at(0).body, "from a pipe");
}

TEST(FetchCommand, TellsThatNobodyListens) {
  auto const ending = corsage({"fetch", "http://127.0.0.1:" + std::to_string(dead_port()) + "/", "--from", page});
  EXPECT_EQ(ending.status, 4);
  EXPECT_TRUE(ending.error.starts_with("corsage: no answer, connection-refused: GET http://127.0.0.1:"))
      << ending.error;
}

TEST(FetchCommand, PointsAtWhatTellsMore) {
  ScriptedServer const server({{.status = 200, .body = "secret"}});
  auto const url = server.origin() + "/";
  auto const ending = corsage({"fetch", "-i", "--max-filesize", "9", url, "--from", page, "-X", "PUT"});
  EXPECT_EQ(ending.error, "corsage: blocked by allow-origin-missing: OPTIONS " + url +
                              ": The answer has no Access-Control-Allow-Origin (expected 'http://app.test')\n"
                              "corsage: every cause and the fix: corsage why " +
                              url + " --from http://app.test --method PUT\n");
}

TEST(FetchCommand, MasksPasswordsUnlessToldOtherwise) {
  ScriptedServer const server(
      {{.status = 302,
        .headers = {{"Access-Control-Allow-Origin", "*"}, {"Location", "http://me:sesame@127.0.0.1:1/"}}}});
  std::vector<Process::Arguments> const questions = {
      {"http://me:sesame@127.0.0.1:1/"},
      {server.origin() + "/"},
      {"http://api.test/", "--proxy", "http://me:sesame@127.0.0.1:1"},
      {"http://api.test/", "--proxy", "me:sesame@127.0.0.1:1"},
  };
  for (auto const& question : questions) {
    SCOPED_TRACE(question.back());
    Process::Arguments arguments = {"fetch", "--from", page};
    arguments.insert(arguments.end(), question.begin(), question.end());
    auto const masked = corsage(arguments);
    EXPECT_NE(masked.status, 0);
    EXPECT_EQ(masked.error.find("sesame"), std::string::npos) << masked.error;
    arguments.emplace_back("--show-secrets");
    auto const shown = corsage(arguments);
    EXPECT_NE(shown.error.find("sesame"), std::string::npos) << shown.error;
  }
}

TEST(FetchCommand, TellsMistakesInOneLineEach) {
  auto const ending = corsage({"fetch", "http://api.test/", "--from", "http://app.test/"});
  EXPECT_EQ(ending.status, 2);
  EXPECT_EQ(std::ranges::count(ending.error, '\n'), 1) << ending.error;
}

}  // namespace
}  // namespace corsage::test
