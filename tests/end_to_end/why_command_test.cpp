// corsage why against a server on loopback: what it sends, what it says of it, and how it ends.

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "end_to_end/program.hpp"
#include "support/ports.hpp"
#include "support/scripted_server.hpp"

#include <gtest/gtest.h>

namespace corsage::test {
namespace {

constexpr auto page = "http://app.test";

/// Allows everything that a page without credentials can ask.
Rule const open_rule = {.status = 204,
                        .headers = {{"Access-Control-Allow-Origin", "*"},
                                    {"Access-Control-Allow-Methods", "PUT, DELETE"},
                                    {"Access-Control-Allow-Headers", "x-a"}}};

/// Says nothing of CORS.
Rule const closed_rule = {.status = 200, .headers = {{"Server", "nginx/1.22.1"}}, .body = "{}"};

struct Row {
  std::string name;
  Rules rules;
  Process::Arguments arguments = {};
  int status = 0;
  std::vector<std::string> output_has;
  std::string requests;  ///< method and target of each
  std::optional<std::string> output_has_not = {};
};

std::string requests_of(ScriptedServer const& server) {
  std::string requests;
  for (auto const& request : server.requests()) {
    requests += request.method + ' ' + request.target + ' ';
  }
  return requests;
}

TEST(WhyCommand, AsksOnceAndTellsAll) {
  std::vector<Row> const rows = {
      {.name = "an allowed fetch",
       .rules = {open_rule},
       .output_has = {"✓ Allowed: GET http", "← 204 No Content"},
       .requests = "GET / "},
      {.name = "a missing header, and its fix for the server that was recognised",
       .rules = {closed_rule},
       .status = 1,
       .output_has = {"✗ Blocked: GET http", "The cause", "The fix, for nginx",
                      "add_header Access-Control-Allow-Origin \"http://app.test\" always;", "✓ Proved:"},
       .requests = "GET / "},
      {.name = "a preflight, and behind its block a GET",
       .rules = {closed_rule},
       .arguments = {"-H", "x-a: 1"},
       .status = 1,
       .output_has = {"Every cause", "The browser stops here.", "✓ Proved:"},
       .requests = "OPTIONS / GET / "},
      {.name = "a method that may change something is not sent",
       .rules = {closed_rule},
       .arguments = {"-X", "PUT", "-d", "x"},
       .status = 1,
       .output_has = {"✗ Blocked: PUT http", "Not sent: PUT may change something.", "likely", "Likely, not proved:"},
       .requests = "OPTIONS / GET / "},
      {.name = "what it would get is not known where the URL knows no GET",
       .rules = {{.when = {.method = "OPTIONS"}, .status = 204, .headers = {{"Access-Control-Allow-Origin", "*"}}},
                 {.status = 405}},
       .arguments = {"-X", "POST"},
       .status = 3,
       .output_has = {"! Undetermined: POST http", "answered 405. What POST gets is not known"},
       .requests = "GET / ",
       .output_has_not = "what the page would see"},
      {.name = "and what a redirect of the GET leads to is as uncertain",
       .rules = {{.when = {.method = "OPTIONS"},
                  .status = 204,
                  .headers = {{"Access-Control-Allow-Origin", "*"}, {"Access-Control-Allow-Methods", "PUT"}}},
                 {.when = {.path = "/"},
                  .status = 307,
                  .headers = {{"Access-Control-Allow-Origin", "*"}, {"Location", "/login"}}},
                 closed_rule},
       .arguments = {"-X", "PUT"},
       .status = 3,
       .output_has = {"request after redirect 1 · likely ·", "Let the API answer 401"},
       .requests = "OPTIONS / GET / OPTIONS /login GET /login "},
      {.name = "unless it is asked for",
       .rules = {closed_rule},
       .arguments = {"-X", "PUT", "-d", "x", "--send-unsafe"},
       .status = 1,
       .output_has = {"✗ Blocked: PUT http", "✓ Proved:"},
       .requests = "OPTIONS / PUT / "},
      {.name = "and then it is sent once, though browsers write its headers differently",
       .rules = {open_rule},
       .arguments = {"-X", "PUT", "-H", "x-a: \xc3\xa9", "--send-unsafe"},
       .output_has = {"✓ Allowed: PUT http"},
       .requests = "OPTIONS / PUT / "},
      {.name = "an allowed method that was not sent is only probably allowed",
       .rules = {open_rule},
       .arguments = {"-X", "PUT"},
       .status = 3,
       .output_has = {"✓ Probably allowed: PUT http"},
       .requests = "OPTIONS / GET / "},
      {.name = "a header that the page wants to read",
       .rules = {{.status = 200, .headers = {{"Access-Control-Allow-Origin", "*"}, {"X-Id", "7"}}}},
       .arguments = {"--read", "X-Id"},
       .output_has = {"! Allowed, but something is withheld: GET http", "X-Id: 7"},
       .requests = "GET / "},
      {.name = "the line that exposes it",
       .rules = {{.status = 200, .headers = {{"Access-Control-Allow-Origin", "*"}, {"X-Id", "7"}}}},
       .arguments = {"--read", "X-Id", "--read", "X-Other"},
       .output_has = {"    Access-Control-Expose-Headers: x-id\n", "not in the answer"},
       .requests = "GET / "},
      {.name = "a body that breaks off",
       .rules = {{.raw = "HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\nContent-Length: 9\r\n\r\nabc"}},
       .output_has = {"! Allowed, but something is withheld: GET http", "The body did not arrive whole",
                      "transfer closed with 6 bytes remaining to read"},
       .requests = "GET / "},
      {.name = "a cookie that goes with the request",
       .rules = {closed_rule},
       .arguments = {"--cookie", "a=1", "--credentials", "include"},
       .status = 1,
       .output_has = {"→ Cookie: a=***"},
       .requests = "GET / "},
      {.name = "a cookie that does not",
       .rules = {closed_rule},
       .arguments = {"--cookie", "a=1"},
       .status = 1,
       .output_has = {"· Cookie: a=*** is withheld: the page asks with credentials:"},
       .requests = "GET / "},
      {.name = "the platform that is asked for",
       .rules = {closed_rule},
       .arguments = {"--fix", "express"},
       .status = 1,
       .output_has = {"The fix, for Express", "app.use((request, response, next) => {"},
       .requests = "GET / "},
      {.name = "a browser by its product's name",
       .rules = {closed_rule},
       .arguments = {"--as", "safari"},
       .status = 1,
       .output_has = {"judged by Safari\n", "allowed by Safari."},
       .requests = "GET / "},
      {.name = "one browser alone",
       .rules = {closed_rule},
       .arguments = {"--as", "firefox"},
       .status = 1,
       .output_has = {"judged by Firefox\n", "allowed by Firefox."},
       .requests = "GET / "},
      {.name = "secrets are masked",
       .rules = {closed_rule},
       .arguments = {"-H", "authorization: Bearer sesame"},
       .status = 1,
       .output_has = {"authorization: Bearer ***"},
       .requests = "OPTIONS / GET / "},
      {.name = "whatever the header is called",
       .rules = {closed_rule},
       .arguments = {"-H", "x-room: sesame"},
       .status = 1,
       .output_has = {"x-room: ***"},
       .requests = "OPTIONS / GET / "},
      {.name = "but not what everybody sends",
       .rules = {closed_rule},
       .arguments = {"-H", "content-type: application/json"},
       .status = 1,
       .output_has = {"content-type: application/json"},
       .requests = "OPTIONS / GET / "},
      {.name = "unless they are asked for",
       .rules = {closed_rule},
       .arguments = {"-H", "authorization: Bearer sesame", "--show-secrets"},
       .status = 1,
       .output_has = {"authorization: Bearer sesame"},
       .requests = "OPTIONS / GET / "},
      {.name = "a document for programs",
       .rules = {closed_rule},
       .arguments = {"--json", "-H", "authorization: Bearer sesame"},
       .status = 1,
       .output_has = {"{\"schema\":\"corsage-why/1\",\"verdict\":\"blocked\",\"certain\":true,",
                      "\"text\":\"# In the location", "[\"authorization\",\"Bearer ***\"]"},
       .requests = "OPTIONS / GET / "},
      {.name = "colours where they are asked for",
       .rules = {open_rule},
       .arguments = {"--color", "always"},
       .output_has = {"\x1B[32m✓"},
       .requests = "GET / "},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    ScriptedServer const server(row.rules);
    Process::Arguments arguments = {"why", server.origin() + "/", "--from", page};
    arguments.insert(arguments.end(), row.arguments.begin(), row.arguments.end());
    auto const ending = corsage(arguments);
    EXPECT_EQ(ending.status, row.status) << ending.output;
    EXPECT_EQ(ending.error, "");
    if (row.output_has_not) {
      EXPECT_EQ(ending.output.find(*row.output_has_not), std::string::npos) << ending.output;
    }
    for (auto const& part : row.output_has) {
      EXPECT_NE(ending.output.find(part), std::string::npos) << part << "\n" << ending.output;
    }
    EXPECT_EQ(requests_of(server), row.requests);
  }
}

TEST(WhyCommand, TellsThatNobodyListens) {
  auto const ending = corsage({"why", "http://127.0.0.1:" + std::to_string(dead_port()) + "/", "--from", page});
  EXPECT_EQ(ending.status, 4);
  EXPECT_NE(ending.output.find("✗ No answer: GET http"), std::string::npos) << ending.output;
  EXPECT_NE(ending.output.find("corsage explain connection-refused"), std::string::npos) << ending.output;
}

TEST(WhyCommand, TellsThatTheProxyFailed) {
  auto const proxy = "http://127.0.0.1:" + std::to_string(dead_port());
  auto const ending = corsage({"why", "http://api.test/", "--from", page, "--proxy", proxy});
  EXPECT_EQ(ending.status, 4);
  for (auto const& part : {std::string("The proxy gave no way to the server"), "proxy " + proxy,
                           std::string("Check the proxy's address")}) {
    EXPECT_NE(ending.output.find(part), std::string::npos) << part << "\n" << ending.output;
  }
}

TEST(WhyCommand, TellsThatThePortSpeaksPlainHttp) {
  ScriptedServer const server({open_rule});
  auto const address = server.origin().substr(std::string("http").size()) + "/";
  auto const ending = corsage({"why", "https" + address, "--from", page, "-k"});
  EXPECT_EQ(ending.status, 4);
  for (auto const& part : {std::string("serves plain HTTP. Try"), "    http" + address + "\n",
                           std::string("TLS       certificates are not checked")}) {
    EXPECT_NE(ending.output.find(part), std::string::npos) << part << "\n" << ending.output;
  }
}

TEST(WhyCommand, JudgesAPageOfTheSameMachineAsOne) {
  ScriptedServer const server({open_rule});
  auto const ending = corsage({"why", server.origin() + "/", "--from", "http://localhost:5173"});
  EXPECT_EQ(ending.status, 0) << ending.output;
}

struct NetworkRow {
  std::string name;
  std::string page;
  int status;
  std::vector<std::string> output_has;
};

TEST(WhyCommand, TellsThatAPublicPageAsksTheLocalNetwork) {
  std::vector<NetworkRow> const rows = {
      {.name = "an insecure page may not even ask",
       .page = "http://app.example.com",
       .status = 1,
       .output_has = {"✗ Blocked by Chrome, allowed by", "A page that is not secure asks for an address on a private",
                      "http://app.example.com, taken for the public internet"}},
      {.name = "of a secure one the user is asked",
       .page = "https://app.example.com",
       .status = 0,
       .output_has = {"The browser asks the user before the page reaches the local network"}},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    ScriptedServer const server({open_rule});
    auto const ending =
        corsage({"why", server.origin() + "/", "--from", row.page, "--as", row.status == 0 ? "chromium" : "all"});
    EXPECT_EQ(ending.status, row.status) << ending.output;
    for (auto const& part : row.output_has) {
      EXPECT_NE(ending.output.find(part), std::string::npos) << part << "\n" << ending.output;
    }
  }
}

TEST(WhyCommand, LeavesAPrivateAddressToLocalNetworkAccessInChrome) {
  auto const ending = corsage({"why", "http://127.0.0.1:" + std::to_string(dead_port()) + "/", "--from",
                               "https://app.example.com", "--as", "chromium"});
  EXPECT_EQ(ending.output.find("An https page asks for an http URL"), std::string::npos) << ending.output;
}

struct MistakeRow {
  std::string name;
  Process::Arguments arguments;
  std::string error;
};

TEST(WhyCommand, TellsMistakesInOneLineEach) {
  std::vector<MistakeRow> const rows = {
      {.name = "no page",
       .arguments = {"http://api.test/"},
       .error = "corsage: --from: the page's origin is missing; say which page asks, as in "
                "--from https://app.example.com (or --from null)\n"},
      {.name = "an unknown browser",
       .arguments = {"http://api.test/", "--from", page, "--as", "opera"},
       .error = "corsage: --as: 'opera' is none of all, spec, chromium, firefox, webkit, chrome, safari\n"},
      {.name = "a proxy that is none",
       .arguments = {"http://api.test/", "--from", page, "--proxy", "htp://127.0.0.1"},
       .error = "corsage: --proxy: 'htp://127.0.0.1' is not a proxy; write [SCHEME://]HOST[:PORT], as in "
                "http://127.0.0.1:3128; the schemes are http, https, socks4, socks4a, socks5 and socks5h\n"},
      {.name = "a header name that is none",
       .arguments = {"http://api.test/", "--from", page, "--read", "a b"},
       .error = "corsage: --read: 'a b' is not a header name\n"},
      {.name = "a header without a name",
       .arguments = {"http://api.test/", "--from", page, "--read", ""},
       .error = "corsage: --read: '' is not a header name\n"},
      {.name = "a file of certificates that is not there",
       .arguments = {"http://api.test/", "--from", page, "--cacert", "/no/such/file"},
       .error = "corsage: --cacert: the file '/no/such/file' cannot be read; No such file or directory\n"},
      {.name = "a file of certificates that holds none",
       .arguments = {"http://api.test/", "--from", page, "--cacert", "/dev/null"},
       .error = "corsage: --cacert: '/dev/null' holds no certificate in PEM form that can be read\n"},
      {.name = "a cookie that browsers keep for https",
       .arguments = {"http://api.test/", "--from", page, "--cookie", "__Host-sid=1"},
       .error = "corsage: --cookie: '__Host-sid' is not a value for this option; browsers keep cookies of such a name "
                "for https URLs only\n"},
      {.name = "an unknown platform",
       .arguments = {"http://api.test/", "--from", page, "--fix", "nginz"},
       .error = "corsage: --fix: there is no 'nginz'; did you mean 'nginx'?\n"},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    Process::Arguments arguments = {"why"};
    arguments.insert(arguments.end(), row.arguments.begin(), row.arguments.end());
    auto const ending = corsage(arguments);
    EXPECT_EQ(ending.status, 2);
    EXPECT_EQ(ending.output, "");
    EXPECT_EQ(ending.error, row.error);
  }
}

}  // namespace
}  // namespace corsage::test
