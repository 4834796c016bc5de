// corsage audit against servers on loopback: how it behaves towards them, what it reads and writes, and how it ends.

#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <regex>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "end_to_end/audit_runs.hpp"
#include "end_to_end/program.hpp"
#include "support/certificate.hpp"
#include "support/scripted_server.hpp"
#include "support/temporary_directory.hpp"

#include <gtest/gtest.h>
#include <simdjson.h>

namespace corsage::test {
namespace {

std::string content_of(std::filesystem::path const& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

// Manners.

TEST(AuditCommand, AsksPolitely) {
  ScriptedServer const server(
      Rules{{.when = {.path = "/moved"}, .status = 302, .headers = {{"Location", "/elsewhere"}}},
            {.status = 200, .headers = {{"Access-Control-Allow-Origin", trusted_page}}}});
  auto const ending = audit({server.origin() + "/moved", server.origin() + "/here", "--trusted-origin", trusted_page,
                             "-b", "sid=1", "-H", "Authorization: Bearer s3cret"});
  EXPECT_TRUE(ending.output.starts_with("corsage audit is for services that you are allowed to test."))
      << ending.output;
  std::set<std::string> methods;
  for (auto const& request : server.requests()) {
    methods.insert(request.method);
    EXPECT_NE(request.target, "/elsewhere");
    EXPECT_TRUE(request.header("user-agent").ends_with(" (+audit)")) << request.header("user-agent");
    if (request.method == "OPTIONS") {
      EXPECT_EQ(request.header("cookie"), "");
      EXPECT_EQ(request.header("authorization"), "");
    }
  }
  EXPECT_EQ(methods, (std::set<std::string>{"GET", "OPTIONS"}));
}

TEST(AuditCommand, SendsOtherMethodsOnlyWithConsent) {
  ScriptedServer const server(sound_rules());
  auto const refused = audit({server.origin(), "--method", "POST"});
  EXPECT_EQ(refused.status, 2);
  EXPECT_TRUE(contains(refused.error, "--send-unsafe")) << refused.error;
  EXPECT_TRUE(server.requests().empty());
  auto const warned = audit({server.origin(), "--method", "POST", "--send-unsafe", "--trusted-origin", trusted_page});
  EXPECT_TRUE(contains(warned.error, "POST is sent")) << warned.error;
  EXPECT_TRUE(std::ranges::any_of(server.requests(), [](auto const& request) { return request.method == "POST"; }));
}

TEST(AuditCommand, KeepsTheRateThatIsAskedFor) {
  ScriptedServer const server(sound_rules());
  auto const duration = duration_of(
      [&] { audit({server.origin(), "--trusted-origin", trusted_page, "--rate", "20", "--max-requests", "20"}); });
  EXPECT_GE(duration, std::chrono::milliseconds(900));
}

TEST(AuditCommand, SendsNoMoreThanItMay) {
  ScriptedServer const server(sound_rules());
  auto const ending = audit({server.origin() + "/a", server.origin() + "/b", "--max-requests", "5", "--json"});
  EXPECT_EQ(ending.status, 3);
  EXPECT_EQ(server.requests().size(), 5U);
  EXPECT_TRUE(contains(ending.error, "requests were not sent: --max-requests 5 was reached")) << ending.error;
}

// What is read.

struct StatusRow {
  std::string name;
  Process::Arguments arguments = {};
  std::string input = {};
  int status = 0;
  std::vector<std::string> error_has = {};
};

TEST(AuditCommand, SaysByItsStatusHowItWent) {
  ScriptedServer const sound(sound_rules());
  ScriptedServer const absent(Rules{{.status = 404}});
  ScriptedServer const broken(broken_rules());
  auto const dead = nobody();
  StatusRow const rows[] = {
      {.name = "nothing is wrong", .arguments = {sound.origin()}},
      {.name = "something is", .arguments = {broken.origin()}, .status = 1},
      {.name = "nothing that matters", .arguments = {broken.origin(), "--fail-on", "high"}},
      {.name = "nobody answers", .arguments = {dead}, .status = 4},
      {.name = "nobody answers, and that is known", .arguments = {dead, "--allow-incomplete"}, .status = 4},
      {.name = "somebody does not", .arguments = {sound.origin(), dead}, .status = 3},
      {.name = "and that is known", .arguments = {sound.origin(), dead, "--allow-incomplete"}},
      {.name = "nothing is there, and so nothing is known", .arguments = {absent.origin()}, .status = 3},
      {.name = "which is known", .arguments = {absent.origin(), "--allow-incomplete"}},
      {.name = "a finding weighs more", .arguments = {broken.origin(), dead}, .status = 1},
      {.name = "no target", .status = 2, .error_has = {"what to audit is missing"}},
      {.name = "an empty list",
       .arguments = {"-"},
       .input = "# none\n",
       .status = 2,
       .error_has = {"no URL to audit in standard input"}},
      {.name = "a list from standard input", .arguments = {"-i", "-"}, .input = sound.origin() + "\n"},
      {.name = "nobody answers of a list", .arguments = {"-"}, .input = dead + "\n" + dead + "/x\n", .status = 4},
      {.name = "a line that is no URL weighs more than a finding",
       .arguments = {"-"},
       .input = "x\n" + broken.origin() + "\n",
       .status = 2},
      {.name = "than that nobody answers", .arguments = {"-"}, .input = "x\n" + dead + "\n", .status = 2},
      {.name = "and than that somebody does not",
       .arguments = {"-"},
       .input = "x\n" + dead + "\n" + sound.origin() + "\n",
       .status = 2},
      {.name = "a finding counts, though it is known that somebody does not answer",
       .arguments = {broken.origin(), dead, "--allow-incomplete"},
       .status = 1},
      {.name = "a list with comments", .arguments = {"-"}, .input = "# ours\n" + sound.origin() + "/x # ours\n"},
      {.name = "a baseline that is not there",
       .arguments = {sound.origin(), "--baseline", "/nowhere/before.json"},
       .status = 2,
       .error_has = {"corsage: the file '/nowhere/before.json' cannot be read"}},
      {.name = "a list that is not there",
       .arguments = {"-i", "/nowhere/urls.txt"},
       .status = 2,
       .error_has = {"'/nowhere/urls.txt' cannot be read"}},
      {.name = "a folder for a list",
       .arguments = {"-i", "/"},
       .status = 2,
       .error_has = {"corsage: the file '/' cannot be read; Is a directory"}},
      {.name = "lines that are no URLs, each told, and the others audited",
       .arguments = {"-"},
       .input = "# ours\r\nhttp://a b/\r\n" + broken.origin() + "\r\napi.example.com\r\n",
       .status = 2,
       .error_has = {"standard input:2:10: ", "    2 | http://a b/\n", "      |          ^^\n",
                     "standard input:4:1: ", "did you mean https://api.example.com/?"}},
      {.name = "a form that there is not",
       .arguments = {sound.origin(), "--output", "jsn"},
       .status = 2,
       .error_has = {"--output", "json"}},
      {.name = "a file that cannot be written",
       .arguments = {sound.origin(), "--output", "json=/nowhere/x"},
       .status = 2,
       .error_has = {"No such file or directory"}},
      {.name = "two forms for one place",
       .arguments = {sound.origin(), "--output", "json", "--output", "junit"},
       .status = 2,
       .error_has = {"FORMAT=FILE"}},
      {.name = "a header from nowhere",
       .arguments = {sound.origin(), "-H", "Authorization: Bearer ${env:CORSAGE_TEST_NONE}"},
       .status = 2,
       .error_has = {"the environment has no CORSAGE_TEST_NONE"}},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    auto arguments = row.arguments;
    arguments.insert(arguments.end(), {"--trusted-origin", trusted_page});
    auto const ending = audit(arguments, row.input);
    EXPECT_EQ(ending.status, row.status) << ending.output << ending.error;
    for (auto const& part : row.error_has) {
      EXPECT_TRUE(contains(ending.error, part)) << ending.error;
    }
  }
}

TEST(AuditCommand, SaysNothingGoodOfWhatIsNotKnown) {
  auto const ending = audit({nobody()});
  EXPECT_TRUE(contains(ending.output, "nothing is known: 0 targets audited; 1 not")) << ending.output;
  EXPECT_FALSE(contains(ending.output, "no findings")) << ending.output;
}

TEST(AuditCommand, AsksForEachResourceOnce) {
  ScriptedServer const server(sound_rules());
  auto const url = server.origin() + "/x";
  audit({url, "-i", "-", "--max-requests", "1000"}, url + "#a\n" + url + "\n");
  auto const once = server.requests().size();
  audit({url});
  EXPECT_EQ(server.requests().size(), 2 * once);
}

TEST(AuditCommand, AnswersWhileAListGoesOn) {
  ScriptedServer const server(sound_rules());
  Process process({corsage_path(), "audit", "-", "--output", "jsonl"});
  auto const next_line_about = [&](std::string const& part) {
    for (auto line = process.read_line(); line; line = process.read_line()) {
      if (contains(*line, part)) {
        return true;
      }
    }
    return false;
  };
  process.write(server.origin() + "/first\n");
  EXPECT_TRUE(next_line_about("/first"));
  process.write(server.origin() + "/second\n");
  EXPECT_TRUE(next_line_about("/second"));
  EXPECT_EQ(process.finish().status, 0);
}

// What is written.

TEST(AuditCommand, WritesManyFormsAtOnceWithoutSecrets) {
  ScriptedServer const server(Rules{{.status = 200,
                                     .headers = {{"Access-Control-Allow-Origin", "https://app.example.com/"},
                                                 {"Set-Cookie", "sid=s3cret-cookie"},
                                                 {"X-Escape", "\x1b[31mred\x9b"}},
                                     .body = "{}"}});
  TemporaryDirectory const directory;
  auto const headers = directory.write("headers.txt", "# of the tests\nAuthorization: Bearer s3cret-token\n");
  std::vector<std::string> const forms = {"json", "jsonl", "sarif", "junit", "markdown", "html"};
  Process::Arguments arguments = {server.origin() + "/?access_token=s3cret-parameter",
                                  "--trusted-origin",
                                  trusted_page,
                                  "-H",
                                  "@" + headers,
                                  "-b",
                                  "sid=s3cret-session"};
  arguments.insert(arguments.end(), {"--sarif-anchor", "README.md"});
  for (auto const& form : forms) {
    arguments.insert(arguments.end(), {"--output", form + "=" + (directory.path() / form).string()});
  }
  auto const ending = audit(arguments);
  EXPECT_EQ(ending.status, 1) << ending.error;
  EXPECT_EQ(server.requests().at(0).header("authorization"), "Bearer s3cret-token");
  EXPECT_EQ(server.requests().at(0).header("cookie"), "sid=s3cret-session");
  std::vector<std::string> texts = {ending.output, ending.error};
  for (auto const& form : forms) {
    texts.push_back(content_of(directory.path() / form));
    EXPECT_TRUE(contains(texts.back(), "acao-invalid")) << form;
  }
  EXPECT_TRUE(contains(ending.output, "acao-invalid")) << ending.output;
  for (auto const& text : texts) {
    EXPECT_FALSE(contains(text, "s3cret")) << text.substr(text.find("s3cret") - 200, 400);
    EXPECT_FALSE(contains(text, "\x1b")) << text;
  }
}

TEST(AuditCommand, MasksWhatItWasGivenWhateverItsNameAndWhereverAServerSaysItAgain) {
  ScriptedServer const server(Rules{{.status = 302,
                                     .headers = {{"Access-Control-Allow-Origin", "https://app.example.com/"},
                                                 {"Access-Control-Expose-Headers", "x-echo, s3cret-room"},
                                                 {"Location", "/s3cret-room?to=s3cret%2Ftyped&a=s3cret-variable"},
                                                 {"ETag", "\"s3cret-file\""},
                                                 {"Link", "</s3cret-session>"},
                                                 {"Vary", "s3cret-variable"}}}});
  TemporaryDirectory const directory;
  auto const headers = directory.write("headers.txt", "X-Room: s3cret-room\nAccept: s3cret/accept\n");
  auto const file = directory.write("kept", "s3cret-file\n");
  ::setenv("CORSAGE_TEST_KEPT", "s3cret-variable", 1);
  std::vector<std::string> const forms = {"json", "jsonl", "sarif", "junit", "markdown", "html"};
  Process::Arguments arguments = {server.origin() + "/s3cret-room?a=s3cret-file",
                                  "--trusted-origin",
                                  trusted_page,
                                  "-H",
                                  "@" + headers,
                                  "-H",
                                  "X-Tenant: s3cret/typed",
                                  "-H",
                                  "X-Trace: ${env:CORSAGE_TEST_KEPT}",
                                  "-H",
                                  "X-Kept: is ${file:" + file + "}",
                                  "-b",
                                  "theme=s3cret-session"};
  arguments.insert(arguments.end(), {"--sarif-anchor", "README.md"});
  for (auto const& form : forms) {
    arguments.insert(arguments.end(), {"--output", form + "=" + (directory.path() / form).string()});
  }
  auto const ending = audit(arguments);
  EXPECT_EQ(server.requests().at(0).header("x-trace"), "s3cret-variable");
  EXPECT_EQ(server.requests().at(0).header("x-kept"), "is s3cret-file");
  std::vector<std::string> texts = {ending.output, ending.error};
  for (auto const& form : forms) {
    texts.push_back(content_of(directory.path() / form));
  }
  for (auto const& text : texts) {
    EXPECT_FALSE(contains(text, "s3cret")) << text.substr(text.find("s3cret") - 200, 400);
  }
  EXPECT_TRUE(contains(ending.output, "-H 'X-Trace: '\"$CORSAGE_TEST_KEPT\"")) << ending.output;
  EXPECT_TRUE(contains(ending.output, "-H 'X-Tenant: '\"$X_TENANT\"")) << ending.output;
  EXPECT_TRUE(contains(texts.at(2), "X-Trace: ${env:CORSAGE_TEST_KEPT}")) << texts.at(2);
  ::unsetenv("CORSAGE_TEST_KEPT");
}

TEST(AuditCommand, MasksWhatItWasGivenInMistakes) {
  TemporaryDirectory const directory;
  auto const headers = directory.write("headers.txt", "s3cret-line\nX s3cret: a\nX-Wide: s3cret\xE2\x82\xAC\n");
  ::setenv("CORSAGE_TEST_KEPT", "s3cret: s3cret s3cret", 1);
  struct Row {
    std::string name;
    Process::Arguments arguments;
    std::string error_has;
  };
  Row const rows[] = {
      {.name = "no header in a variable",
       .arguments = {"-H", "X Y${env:CORSAGE_TEST_KEPT}"},
       .error_has = "--header: '${env:CORSAGE_TEST_KEPT}' is not a header name"},
      {.name = "no header", .arguments = {"-H", "s3cret"}, .error_has = "--header: '***' is not a header"},
      {.name = "a colon forgotten",
       .arguments = {"-H", "Authorization s3cret"},
       .error_has = "--header: 'Authorization ***' is not a header"},
      {.name = "a blank in the name",
       .arguments = {"-H", "Authorization s3cret:s3cret"},
       .error_has = "--header: 'Authorization ***' is not a header name"},
      {.name = "a file's lines",
       .arguments = {"-H", "@" + headers},
       .error_has = "headers.txt:1:1: '***' is not a header"},
      {.name = "no cookie", .arguments = {"-b", "s3cret"}, .error_has = "--cookie: '***' is not a value"},
      {.name = "a cookie with attributes",
       .arguments = {"-b", "sid=s3cret; Path=/"},
       .error_has = "--cookie: 'sid=***; Path=***' is not a value"},
      {.name = "no cookie in a variable",
       .arguments = {"-b", "${env:CORSAGE_TEST_KEPT}"},
       .error_has = "--cookie: '***' is not a value"},
      {.name = "a proxy",
       .arguments = {"--proxy", "x://me:s3cret@proxy"},
       .error_has = "'x://***@proxy' is not a proxy"},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    auto arguments = row.arguments;
    arguments.insert(arguments.begin(), nobody());
    auto const ending = audit(arguments);
    EXPECT_EQ(ending.status, 2);
    EXPECT_TRUE(contains(ending.error, row.error_has)) << ending.error;
    EXPECT_FALSE(contains(ending.error, "s3cret")) << ending.error;
  }
  ::unsetenv("CORSAGE_TEST_KEPT");
  auto const list = audit({"-"}, "http://me:s3cret@bad host/?token=s3cret\n");
  EXPECT_TRUE(contains(list.error, "| http://***@bad host/?token=***")) << list.error;
  EXPECT_FALSE(contains(list.error, "s3cret")) << list.error;
  for (auto const* const wrong : {"ftp://a.test/?x=s3cr3tXY99", "us3r:s3cr3tXY99@host/x y"}) {
    SCOPED_TRACE(wrong);
    for (auto const& ending :
         {audit({"-", "-H", "X-A: s3cr3tXY99"}, std::string(wrong) + "\n"), audit({wrong, "-H", "X-A: s3cr3tXY99"}),
          audit({wrong, "-H", "X-A: s3cr3tXY99", "--method", "POST"})}) {
      EXPECT_EQ(ending.status, 2);
      EXPECT_TRUE(contains(ending.error, "***")) << ending.error;
      EXPECT_FALSE(contains(ending.error, "s3cr3tXY99")) << ending.error;
    }
  }
}

TEST(AuditCommand, TellsCurlTheWayThatItTookItself) {
  TemporaryDirectory const directory;
  auto const certificate = make_certificate(directory, {.names = "DNS:api.test"});
  ScriptedServer const tls(broken_rules(), {.certificate = certificate.certificate, .private_key = certificate.key});
  ScriptedServer const proxy(broken_rules());
  auto const port = std::to_string(tls.port());
  auto const url = "https://api.test:" + port + "/";
  struct Row {
    std::string name;
    Process::Arguments arguments;
    std::string curl_has;
  };
  Row const rows[] = {
      {.name = "a name and an authority that nobody else knows",
       .arguments = {url, "--resolve", "api.test:" + port + ":127.0.0.1", "--cacert", certificate.certificate},
       .curl_has = "curl -s -i --resolve api.test:" + port + ":127.0.0.1 --cacert " + certificate.certificate + " "},
      {.name = "a certificate that nobody looks at",
       .arguments = {url, "--resolve", "api.test:" + port + ":127.0.0.1", "-k"},
       .curl_has = "127.0.0.1 -k "},
      {.name = "a proxy and its password",
       .arguments = {"http://api.test/", "--proxy", "http://me:s3cret@127.0.0.1:" + std::to_string(proxy.port())},
       .curl_has = "--proxy http://\"$PROXY_USER_AND_PASSWORD\"@127.0.0.1:"},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    auto arguments = row.arguments;
    arguments.emplace_back("--json");
    auto const ending = audit(arguments);
    EXPECT_EQ(ending.status, 1) << ending.error;
    EXPECT_FALSE(contains(ending.output, "s3cret")) << ending.output;
    simdjson::dom::parser parser;
    auto const finding = parser.parse(ending.output)["targets"].at(0)["findings"].at(0);
    auto const curl = std::string(finding["curl"].get_string().value());
    EXPECT_TRUE(contains(curl, row.curl_has)) << curl;
    auto const again = run({"/bin/sh", "-c", curl}, {}, {.environment = {{"PROXY_USER_AND_PASSWORD", "me:s3cret"}}});
    EXPECT_TRUE(contains(again.output, "Access-Control-Allow-Origin: https://app.example.com/")) << again.output;
  }
  EXPECT_EQ(proxy.requests().back().header("proxy-authorization"), "Basic bWU6czNjcmV0");
}

TEST(AuditCommand, ShowsTheNamesOfTargetsThatWereGivenAsWell) {
  ScriptedServer const server(broken_rules());
  auto const ending = audit({server.origin(), "--trusted-origin", "https://app.example.org", "-H",
                             "X-Tenant: app.example.org", "-H", "X-Org: example", "-H", "X-Host: 127.0.0.1", "--json"});
  EXPECT_TRUE(contains(ending.output, "https://app.example.org")) << ending.output;
  EXPECT_TRUE(contains(ending.output, server.origin())) << ending.output;
  EXPECT_FALSE(contains(ending.output, "https://***")) << ending.output;
  EXPECT_FALSE(contains(ending.output, "http://***")) << ending.output;
  EXPECT_FALSE(contains(ending.output, "X-Tenant: app.example.org")) << ending.output;
}

TEST(AuditCommand, WantsAFileForEachResultOfSarif) {
  ScriptedServer const server(sound_rules());
  TemporaryDirectory const directory;
  auto const list = directory.write("urls.txt", server.origin() + "\n");
  auto const policy = directory.write("corsage.toml", "[cors]\norigins = [\"https://app.example.com\"]\n");
  auto const sarif = "sarif=" + (directory.path() / "report").string();
  struct Row {
    std::string name;
    Process::Arguments arguments;
    std::string input = {};
    int status = 0;
  };
  Row const rows[] = {
      {.name = "a URL of the command line has none", .arguments = {server.origin()}, .status = 2},
      {.name = "nor has one that is piped in", .arguments = {"-"}, .input = server.origin(), .status = 2},
      {.name = "a list is one", .arguments = {"-i", list}},
      {.name = "the anchor is", .arguments = {server.origin(), "--sarif-anchor", "README.md"}},
      {.name = "the policy is", .arguments = {server.origin(), "--policy", policy}}};
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    auto const before = server.requests().size();
    auto arguments = row.arguments;
    arguments.insert(arguments.end(), {"--output", sarif});
    auto const ending = audit(arguments, row.input);
    EXPECT_EQ(ending.status, row.status) << ending.error;
    EXPECT_EQ(contains(ending.error, "say --sarif-anchor FILE"), row.status == 2) << ending.error;
    EXPECT_EQ(server.requests().size() == before, row.status == 2);
  }
}

TEST(AuditCommand, CountsNothingThatSomebodyAnsweredFor) {
  ScriptedServer const server(broken_rules());
  TemporaryDirectory const directory;
  auto const before = (directory.path() / "before.json").string();
  EXPECT_EQ(audit({server.origin(), "--trusted-origin", trusted_page, "--output", "json=" + before}).status, 1);
  EXPECT_EQ(audit({server.origin(), "--trusted-origin", trusted_page, "--baseline", before}).status, 0);
  auto const with_severity = [&](std::string const& severity) {
    auto const text = std::regex_replace(content_of(before), std::regex(R"("severity":"medium")"),
                                         "\"severity\":\"" + severity + '"');
    return directory.write(severity + ".json", text);
  };
  std::vector<std::pair<std::string, int>> const accepted{{"low", 1}, {"medium", 0}, {"high", 0}};
  for (auto const& [severity, status] : accepted) {
    SCOPED_TRACE(severity);
    auto const ending =
        audit({server.origin(), "--trusted-origin", trusted_page, "--baseline", with_severity(severity)});
    EXPECT_EQ(ending.status, status) << ending.error;
  }
  auto const row = [](std::string const& id, std::string const& day) {
    return "[[ignore]]\nid = \"" + id + "\"\nurl = \"http://127.0.0.1:*\"\nreason = \"known\"\nexpires = " + day + "\n";
  };
  auto const expired =
      directory.write("expired.toml", row("acao-invalid", "2020-01-01") + row("null-origin", "2999-01-01"));
  auto const ending = audit({server.origin(), "--trusted-origin", trusted_page, "--ignore", expired});
  EXPECT_EQ(ending.status, 1);
  EXPECT_TRUE(contains(ending.error, "has expired on 2020-01-01")) << ending.error;
  EXPECT_TRUE(contains(ending.error, "null-origin of http://127.0.0.1:* is of nothing that was found")) << ending.error;
}

TEST(AuditCommand, NamesLinesThatAreNoUrlsInItsReports) {
  ScriptedServer const server(sound_rules());
  auto const ending = audit({"-", "--json"}, "no url\n" + server.origin() + "\n");
  EXPECT_EQ(ending.status, 2);
  EXPECT_TRUE(contains(ending.output, R"("missed":[{"url":"standard input:1","why":"'no url' is not a URL)"))
      << ending.output;
}

}  // namespace
}  // namespace corsage::test
