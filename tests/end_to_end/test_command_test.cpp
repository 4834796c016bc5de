// corsage test against a server on loopback and against policies: what it sends, what it says, and how it ends.

#include <chrono>
#include <cstdlib>
#include <string>
#include <vector>

#include "end_to_end/program.hpp"
#include "support/ports.hpp"
#include "support/scripted_server.hpp"
#include "support/temporary_directory.hpp"

#include <gtest/gtest.h>

namespace corsage::test {
namespace {

HeaderLines const allowing = {{"Access-Control-Allow-Origin", "https://app.example.com"},
                              {"Access-Control-Allow-Credentials", "true"},
                              {"Access-Control-Allow-Methods", "PUT"},
                              {"Access-Control-Allow-Headers", "content-type, authorization"},
                              {"Access-Control-Expose-Headers", "x-request-id"},
                              {"X-Request-Id", "7"},
                              {"X-Evil", "a\x1B[31mb"}};

/// Lets the app in, and nobody else.
Rules const sound = {{.when = {.method = "OPTIONS"}, .status = 204, .headers = allowing},
                     {.when = {.path = "/nothing"}, .status = 404},
                     {.when = {.path = "/gone"}, .status = 404, .headers = allowing},
                     {.headers = allowing, .body = "{}"}};

std::string const app_saves = R"([[expect]]
from = "https://app.example.com"
request = "PUT /users/1"
headers = ["content-type: application/json"]
credentials = "include"
allowed = true
readable = ["x-request-id"]
)";

std::string const others_do_not_read = R"([[expect]]
from = ["https://evil.example", "null", "http://app.example.com"]
request = "GET /users/1"
allowed = false
)";

std::string expecting(std::string const& from, std::string const& request, std::string const& rest) {
  return "[[expect]]\nfrom = \"" + from + "\"\nrequest = \"" + request + "\"\n" + rest + "\n";
}

std::string requests_of(ScriptedServer const& server) {
  std::string requests;
  for (auto const& request : server.requests()) {
    requests += request.method + ' ' + request.target + ' ';
  }
  return requests;
}

void expect_parts(std::string const& text, std::vector<std::string> const& parts) {
  for (auto const& part : parts) {
    EXPECT_NE(text.find(part), std::string::npos) << part << "\n" << text;
  }
}

struct Row {
  std::string name;
  std::string contract;
  Process::Arguments arguments = {};
  int status = 0;
  std::vector<std::string> output_has = {};
  std::string requests = {};  ///< method and target of each
};

std::vector<Row> const rows = {
    {.name = "all holds, and nothing that may change anything is sent",
     .contract = app_saves + others_do_not_read,
     .output_has = {"✓ PUT /users/1 from https://app.example.com: allowed, x-request-id readable\n"
                    "    PUT was not sent: its preflight passes, and the GET in its place agrees;",
                    "✓ GET /users/1 from null: refused\n", "4 cases against http", ": 4 hold\n"},
     .requests = "OPTIONS /users/1 GET /users/1 GET /users/1 GET /users/1 GET /users/1 "},
    {.name = "unless it is asked for",
     .contract = app_saves,
     .arguments = {"--send-unsafe"},
     .output_has = {"readable\n\n1 case"},
     .requests = "OPTIONS /users/1 PUT /users/1 "},
    {.name = "what does not hold is told as why tells it",
     .contract = "[[expect]]\nname = \"a stranger reads\"\nfrom = \"https://evil.example\"\nrequest = \"GET "
                 "/x?key=sesame\"\nallowed = true\n",
     .status = 1,
     .output_has = {"✗ a stranger reads from https://evil.example: allowed\n    it is blocked\n    ",
                    "contract.toml:1\n\n    The cause ─", "The fix, for", "All of it: corsage why 'http",
                    "1 case against http", ": 1 does not hold\n"},
     .requests = "GET /x?key=sesame "},
    {.name = "a header that is not exposed, and one that is not there",
     .contract = expecting("https://app.example.com", "GET /", "allowed = true\nreadable = [\"x-evil\", \"x-none\"]"),
     .status = 1,
     .output_has = {"    the answer has x-evil, which the page cannot read\n    the answer has no x-none\n"},
     .requests = "GET / "},
    {.name = "a preflight that passes is certain",
     .contract = expecting("https://app.example.com", "PUT /", "allowed = false"),
     .status = 1,
     .output_has = {"    its preflight passes, and the browser sends it\n", "Why it gets in", "← 204 to OPTIONS\n",
                    "How to refuse it", "'Access-Control-Allow-Methods' without it"},
     .requests = "OPTIONS / GET / "},
    {.name = "whether it was sent or not",
     .contract = expecting("https://app.example.com", "PUT /", "allowed = false"),
     .arguments = {"--send-unsafe"},
     .status = 1,
     .output_has = {"    its preflight passes, and the browser sends it\n", "Why it gets in"},
     .requests = "OPTIONS / PUT / "},
    {.name = "a preflight that passes decides, whatever a GET gets",
     .contract = expecting("https://app.example.com", "PUT /nothing", "allowed = true"),
     .output_has = {"    PUT was not sent: its preflight passes, which decides; the GET in its place"},
     .requests = "OPTIONS /nothing GET /nothing "},
    {.name = "but not of a header that nobody has seen",
     .contract = expecting("https://app.example.com", "PUT /nothing", "allowed = true\nreadable = [\"x-request-id\"]"),
     .status = 3,
     .output_has = {"! PUT /nothing", "    PUT was not sent: its preflight passes, but the GET in its place was\n",
                    "nothing of x-request-id;", ": 1 is not known\n"},
     .requests = "OPTIONS /nothing GET /nothing "},
    {.name = "nor where the GET is answered without it",
     .contract = expecting("https://app.example.com", "PUT /", "allowed = true\nreadable = [\"x-none\"]"),
     .status = 3,
     .output_has = {"! PUT /", "has no x-none to read", ": 1 is not known\n"},
     .requests = "OPTIONS / GET / "},
    {.name = "one that was sent shows its headers to all browsers, whatever its status",
     .contract = expecting("https://app.example.com", "PUT /gone",
                           "allowed = true\nreadable = [\"x-request-id\"]\nstatus = 404"),
     .arguments = {"--send-unsafe"},
     .output_has = {"✓ PUT /gone", ": 1 holds\n"},
     .requests = "OPTIONS /gone PUT /gone "},
    {.name = "what a GET in its place does not know is not known",
     .contract = expecting("https://app.example.com", "POST /nothing", "allowed = true"),
     .status = 3,
     .output_has = {"! POST /nothing", "the GET in its place was answered 404", ": 1 is not known\n"},
     .requests = "GET /nothing "},
    {.name = "secrets are masked",
     .contract =
         expecting("https://evil.example", "GET /", "headers = [\"authorization: Bearer sesame\"]\nallowed = true"),
     .arguments = {"--cookie", "sid=sesame"},
     .status = 1,
     .output_has = {"-H 'authorization: Bearer '\"$AUTHORIZATION\""},
     .requests = "OPTIONS / GET / "},
    {.name = "a browser that differs is named",
     .contract =
         expecting("https://app.example.com", "GET /", "headers = [\"x-http-method-override: a\"]\nallowed = true"),
     .arguments = {"--as", "firefox"},
     .status = 1,
     .output_has = {"    it is blocked in Firefox\n"},
     .requests = "OPTIONS / GET / "},
};

TEST(TestCommand, TestsAServer) {
  TemporaryDirectory const directory;
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    ScriptedServer const server(sound);
    Process::Arguments arguments = {
        "test", directory.write("contract.toml", row.contract), "--at", server.origin(), "--jobs", "1"};
    arguments.insert(arguments.end(), row.arguments.begin(), row.arguments.end());
    auto const ending = corsage(arguments);
    EXPECT_EQ(ending.status, row.status) << ending.output;
    EXPECT_EQ(ending.error, "");
    EXPECT_EQ(ending.output.find("sesame"), std::string::npos) << ending.output;
    EXPECT_EQ(ending.output.find('\x1B'), std::string::npos) << ending.output;
    expect_parts(ending.output, row.output_has);
    EXPECT_EQ(requests_of(server), row.requests);
  }
}

/// What servers do to whoever asks them, and none of it is a refusal.
TEST(TestCommand, TakesNoAnswerForNoRefusal) {
  TemporaryDirectory const directory;
  std::string const head = "HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\n";
  ScriptedServer const server({
      {.when = {.path = "/hang"}, .pause = std::chrono::seconds(4)},
      {.when = {.path = "/headers"}, .raw = head + "X-A: " + std::string(10'000'000, 'a') + "\r\n\r\n"},
      {.when = {.path = "/chunks"}, .raw = head + "Transfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n"},
      {.when = {.path = "/nothing"}, .raw = "\n"},
  });
  std::string contract;
  for (auto const* const path : {"/hang", "/headers", "/nothing"}) {
    contract += expecting("https://evil.example", std::string("GET ") + path, "allowed = false");
  }
  auto const file = directory.write("contract.toml", contract);
  auto const ending = corsage({"test", file, "--at", server.origin(), "--timeout", "1.5"});
  EXPECT_EQ(ending.status, 4) << ending.output;
  expect_parts(ending.output,
               {"Nobody answered, so nothing is known of:\n✗ GET /hang from", ": 3 were not answered\n"});
  auto const hang = ending.output.find("GET /hang");
  EXPECT_EQ(ending.output.find("GET /hang", hang + 1), std::string::npos) << ending.output;
  auto const none = corsage({"test", file, "--at", "http://127.0.0.1:" + std::to_string(dead_port())});
  EXPECT_EQ(none.status, 4) << none.output;
  // Of an answer whose body breaks off the page sees the head, so that is judged.
  auto const some =
      directory.write("some.toml", contract + expecting("https://evil.example", "GET /chunks", "allowed = true"));
  auto const partly = corsage({"test", some, "--at", server.origin(), "--timeout", "1.5"});
  EXPECT_EQ(partly.status, 3) << partly.output;
  expect_parts(partly.output, {": 3 were not answered, 1 holds\n"});
}

TEST(TestCommand, TestsAPolicyWithoutAnyNetwork) {
  TemporaryDirectory const directory;
  auto const contract = directory.write("contract.toml", app_saves + others_do_not_read);
  auto const policy = directory.write("corsage.toml", R"([cors]
origins = ["https://app.example.com"]
credentials = true
methods = ["PUT"]
request_headers = ["content-type"]
response_headers = ["x-request-id"]
)");
  auto const right = corsage({"test", contract, "--policy", policy});
  EXPECT_EQ(right.status, 0) << right.output;
  expect_parts(right.output, {"✓ PUT /users/1 from https://app.example.com: allowed, x-request-id readable\n✓ GET",
                              "4 cases against " + policy.substr(0, 4)});
  auto const open = directory.write("open.toml", "[cors]\norigins = [\"*\"]\n");
  auto const wrong = corsage({"test", contract, "--policy", open});
  EXPECT_EQ(wrong.status, 1) << wrong.output;
  expect_parts(wrong.output, {"✗ GET /users/1 from null: refused\n", "    it is allowed\n", ": 4 do not hold\n",
                              "    '*' lets every website", "    In place of '*' name in 'origins' who may read."});
}

TEST(TestCommand, TellsOnceWhatFailsAlike) {
  struct AlikeRow {
    std::string name;
    Rule rule;
    std::string contract;
    std::string begins;
    std::string told_once;
  };
  std::vector<AlikeRow> const alike = {
      {.name = "who gets in and should not",
       .rule = {.headers = {{"Access-Control-Allow-Origin", "*"}}},
       .contract = others_do_not_read,
       .begins = "✗ GET /users/1 from https://evil.example: refused\n✗ GET /users/1 from null: refused\n"
                 "✗ GET /users/1 from http://app.example.com: refused\n    it is allowed\n",
       .told_once = "How to refuse it"},
      {.name = "who should get in and does not",
       .rule = {.body = "{}"},
       .contract = "[[expect]]\nfrom = [\"https://a.example\", \"https://another.example\"]\nrequest = \"GET /\"\n"
                   "allowed = true\n",
       .begins = "✗ GET / from https://a.example: allowed\n✗ GET / from https://another.example: allowed\n"
                 "    it is blocked\n",
       .told_once = "explain allow-origin-missing"},
  };
  TemporaryDirectory const directory;
  for (auto const& row : alike) {
    SCOPED_TRACE(row.name);
    ScriptedServer const server({row.rule});
    auto const ending = corsage({"test", directory.write("contract.toml", row.contract), "--at", server.origin()});
    EXPECT_EQ(ending.status, 1);
    EXPECT_TRUE(ending.output.starts_with(row.begins)) << ending.output;
    auto const first = ending.output.find(row.told_once);
    EXPECT_NE(first, std::string::npos) << ending.output;
    EXPECT_EQ(ending.output.find(row.told_once, first + 1), std::string::npos) << ending.output;
  }
}

TEST(TestCommand, WritesReportsThatOthersRead) {
  TemporaryDirectory const directory;
  ScriptedServer const server(sound);
  auto const contract = directory.write(
      "contract.toml",
      app_saves +
          "[[expect]]\nname = \"\\u001B<&\\\"# ]]>\\u0000 \\U0001F339\"\nfrom = \"null\"\nrequest = \"GET /\"\n"
          "allowed = true\nreadable = [\"x-evil\"]\n");
  auto const path = [&](std::string const& name) { return (directory.path() / name).string(); };
  auto const ending = corsage({"test", contract, "--at", server.origin(), "--output", "junit=" + path("a.xml"),
                               "--output", "tap=" + path("a.tap"), "--output", "text=" + path("a.txt"), "--json"});
  EXPECT_EQ(ending.status, 1);
  EXPECT_EQ(ending.error, "");
  expect_parts(ending.output,
               {R"({"schema":"corsage-test/1","contract":")",
                R"("counts":{"holds":1,"broken":1,"undetermined":0,"unreachable":0})", R"("estimated":true)",
                R"("departures":[{"kind":"blocked"}])", R"("why":{"schema":"corsage-why/1")"});
  auto const read = run({"/usr/bin/python3", "-c", R"(
import json, re, sys, xml.etree.ElementTree as tree, yaml
json.load(sys.stdin)
suites = tree.parse(sys.argv[1]).getroot()
print(suites.get("tests"), suites.get("failures"), suites.get("errors"), suites.find(".//failure").get("message"))
points = open(sys.argv[2]).read()
print(re.findall("^(?:not )?ok .*", points, re.M)[1])
blocks = re.findall("^  ---\n(.*?)^  \\.\\.\\.$", points, re.M | re.S)
print([sorted(yaml.safe_load(block)) for block in blocks])
)",
                         path("a.xml"), path("a.tap")},
                        ending.output);
  EXPECT_EQ(read.output,
            "2 1 0 it is blocked\n"
            "not ok 2 - \\\\x1B<&\"\\# ]]>\\\\x00 \U0001F339 from null: allowed, x-evil readable\n"
            "[['message'], ['at', 'message', 'result', 'why']]\n");
  EXPECT_EQ(read.error, "");
}

TEST(TestCommand, WritesAContractThatHoldsAtOnce) {
  TemporaryDirectory const directory;
  Rule const everybody = {.headers = {{"Access-Control-Allow-Origin", "*"}}};
  struct InitRow {
    std::string name;
    Rules rules;
    Process::Arguments arguments;
    std::vector<std::string> contract_has;
    std::string error = {};
  };
  ::setenv("CORSAGE_TEST_KEPT", "sesame-kept", 1);
  std::vector<InitRow> const inits = {
      {.name = "what is allowed, what is read, and who is refused",
       .rules = sound,
       .arguments = {"-X", "PUT", "-H", "content-type: application/json", "--credentials", "include"},
       .contract_has =
           {"# Allowed when this was written.\n# PUT was not sent:",
            "from = \"https://app.example.com\"\nrequest = \"PUT /users/1?a=b\"\nheaders = [\"content-type: "
            "application/json\"]\ncredentials = \"include\"\nallowed = true\nreadable = [\"x-request-id\"]\n",
            "from = \"https://other.example.com\"\n",
            "from = [\"null\", \"https://evil.example\", \"http://app.example.com\", "
            "\"http://other.example.com\"]\n"}},
      {.name = "a server that lets everybody in",
       .rules = {everybody},
       .arguments = {},
       .contract_has = {"from = [\"https://app.example.com\", \"https://other.example.com\"]\n",
                        "# Allowed too, which is rarely meant: null, https://evil.example"}},
      {.name = "a secret is not written",
       .rules = sound,
       .arguments = {"-H", "authorization: Bearer sesame"},
       .contract_has = {"headers = [\"authorization: Bearer ${env:AUTHORIZATION}\"]\n",
                        "# Secrets are not written here: ${...} says where each is kept.\n"
                        "# Set AUTHORIZATION when this is tested.\n"},
       .error = "corsage: set AUTHORIZATION when this contract is tested: it holds no secrets itself\n"},
      {.name = "nor one that is kept somewhere",
       .rules = sound,
       .arguments = {"-H", "authorization: Bearer ${env:CORSAGE_TEST_KEPT}"},
       .contract_has = {"headers = [\"authorization: Bearer ${env:CORSAGE_TEST_KEPT}\"]\n"},
       .error = "corsage: set CORSAGE_TEST_KEPT when this contract is tested: it holds no secrets itself\n"},
      {.name = "an error is told, since it may not be meant",
       .rules = {{.status = 404}},
       .arguments = {},
       .contract_has = {"# The answer was 404: what follows may pin an error.\n\n# Refused when this was written."},
       .error = "corsage: the answer was 404: this contract may pin an error; ask for what a page gets\n"},
      {.name = "nothing is expected where nothing is known",
       .rules = {{.status = 405}},
       .arguments = {"-X", "POST"},
       .contract_has = {"# Nothing is expected of https://app.example.com: POST was not sent"}},
  };
  for (auto const& row : inits) {
    SCOPED_TRACE(row.name);
    ScriptedServer const server(row.rules);
    Process::Arguments arguments = {"test",
                                    "--init",
                                    server.origin() + "/users/1?a=b",
                                    "--from",
                                    "https://app.example.com",
                                    "--from",
                                    "https://other.example.com"};
    arguments.insert(arguments.end(), row.arguments.begin(), row.arguments.end());
    auto const first = corsage(arguments);
    bool const is_known = first.output.find("[[expect]]") != std::string::npos;
    EXPECT_EQ(first.status, is_known ? 0 : 3);
    EXPECT_EQ(first.error, row.error);
    EXPECT_TRUE(first.output.starts_with("at = \"" + server.origin() + "\"\n")) << first.output;
    EXPECT_EQ(first.output.find("sesame"), std::string::npos);
    expect_parts(first.output, row.contract_has);
    if (is_known) {
      ::setenv("AUTHORIZATION", "sesame", 1);
      auto const again = corsage({"test", "-"}, first.output);
      ::unsetenv("AUTHORIZATION");
      EXPECT_EQ(again.status, 0) << first.output << again.output;
      EXPECT_EQ(again.error, "");
    }
  }
  ::unsetenv("CORSAGE_TEST_KEPT");
  ScriptedServer const server(sound);
  auto const as_scheme = corsage({"test", "--init", server.origin() + "/users/1?access_token=sesame", "--from",
                                  "https://app.example.com", "-H", "x-scheme: http"});
  EXPECT_NE(as_scheme.output.find("access_token=${env:"), std::string::npos) << as_scheme.output;
  EXPECT_EQ(as_scheme.output.find("sesame"), std::string::npos) << as_scheme.output;
  auto const none = corsage({"test", "--init", "http://127.0.0.1:" + std::to_string(dead_port()), "--from", "null"});
  EXPECT_EQ(none.status, 4);
  EXPECT_EQ(none.output, "");
  expect_parts(none.error, {"was not reached: Nothing listens at the address: "});
}

struct MistakeRow {
  std::string name;
  std::string contract;
  Process::Arguments arguments = {};
  std::vector<std::string> error_has;
};

TEST(TestCommand, TellsMistakes) {
  std::vector<MistakeRow> const mistakes = {
      {.name = "every mistake in the contract, with its place",
       .contract =
           "at = \"api\"\n[[expect]]\nform = 1\nrequest = \"PUT\"\nheaders = [\"authorization: sesame\", \"x\"]\n",
       .error_has = {"contract.toml:1:6: 'api' is no server: ", "    1 | at = \"api\"\n      |      ^^^^^\n",
                     "contract.toml:2:1: the expectation has no 'from'\n", "did you mean 'from'?",
                     "contract.toml:4:11: 'PUT' is no request: the path is missing\n",
                     "    5 | authorization:*******\", \"x\"]\n", "corsage: 6 mistakes\n"}},
      {.name = "secrets that are not there, or were left out",
       .contract = expecting("null", "GET /?key=***",
                             "allowed = false\nheaders = [\"authorization: Bearer ***\", "
                             "\"x-a: ${env:CORSAGE_TEST_NONE}\"]"),
       .arguments = {"--at", "http://a.test"},
       .error_has =
           {"contract.toml:3:11: 'request' has ***, which stands for a secret that was left out\n",
            "      = write ${env:TOKEN} in place of ***, and set TOKEN when the contract is\n",
            "contract.toml:5:12: 'authorization' has ***, which stands for a secret that was left out\n",
            "      = write ${env:AUTHORIZATION} in place of ***, and set AUTHORIZATION when\n",
            "contract.toml:5:41: a place in 'x-a' stands for nothing: the environment has no "
            "CORSAGE_TEST_NONE\n    5 | ",
            "\"x-a: ${env:CORSAGE_TEST_NONE}\"]\n      |                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^"}},
      {.name = "no server",
       .contract = app_saves,
       .error_has = {"corsage: nothing says which server is tested; write at = "}},
      {.name = "a server that is none",
       .contract = app_saves,
       .arguments = {"--at", "ftp://api.example.com"},
       .error_has = {"corsage: --at: 'ftp://api.example.com' is no server: its scheme is neither http nor https; "}},
      {.name = "a cookie that is none",
       .contract = app_saves,
       .arguments = {"--at", "http://api.test", "--cookie", "a"},
       .error_has = {"corsage: --cookie: '***' is not a value for this option; a cookie is NAME=VALUE"}},
      {.name = "a policy with mistakes",
       .contract = app_saves,
       .arguments = {"--policy", "/dev/null"},
       .error_has = {"the table [cors] is missing"}},
      {.name = "two places to test",
       .contract = app_saves,
       .arguments = {"--at", "http://a.test", "--policy", "p.toml"},
       .error_has = {"corsage: --at and --policy do not go together; "}},
      {.name = "what is for --init",
       .contract = app_saves,
       .arguments = {"--from", "null"},
       .error_has = {"corsage: a contract and --from, -X, -H, -d or --credentials do not go together; "}},
      {.name = "a contract beside --init",
       .contract = app_saves,
       .arguments = {"--init", "http://a.test", "--watch"},
       .error_has = {"corsage: CONTRACT and --init do not go together; ", "--watch or --output do not go together",
                     "corsage: the page's origin is missing; "}},
      {.name = "a form of reports that is none",
       .contract = app_saves,
       .arguments = {"--output", "xml=a"},
       .error_has = {"corsage: --output: 'xml' is none of text, json, junit, tap\n"}},
      {.name = "two reports in one place",
       .contract = app_saves,
       .arguments = {"--json", "--output", "tap"},
       .error_has = {"corsage: two reports on standard output do not go together; "}},
      {.name = "a report that cannot be written",
       .contract = others_do_not_read,
       .arguments = {"--at", "http://127.0.0.1:1", "--output", "tap=/no/such/file"},
       .error_has = {"corsage: the file '/no/such/file' cannot be written: No such file or directory\n"}},
      {.name = "how often without --watch",
       .contract = app_saves,
       .arguments = {"--every", "5"},
       .error_has = {"corsage: --every without --watch do not go together; "}},
  };
  TemporaryDirectory const directory;
  for (auto const& row : mistakes) {
    SCOPED_TRACE(row.name);
    Process::Arguments arguments = {"test", directory.write("contract.toml", row.contract)};
    arguments.insert(arguments.end(), row.arguments.begin(), row.arguments.end());
    auto const ending = corsage(arguments);
    EXPECT_EQ(ending.status, 2) << ending.output;
    expect_parts(ending.error, row.error_has);
    EXPECT_EQ(ending.error.find("sesame"), std::string::npos) << ending.error;
  }
  auto const none = corsage({"test"});
  EXPECT_EQ(none.status, 2);
  expect_parts(none.error, {"corsage: the contract is missing; name its file, or have a first one written"});
  auto const url = corsage({"test", "http://a.test"});
  EXPECT_EQ(url.status, 2);
  expect_parts(url.error, {"corsage: the contract is missing; http://a.test is a server: ",
                           "corsage test FILE --at http://a.test ", "corsage test --init http://a.test --from ORIGIN"});
}

}  // namespace
}  // namespace corsage::test
