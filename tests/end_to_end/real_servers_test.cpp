#include "end_to_end/real_servers.hpp"

#include <algorithm>
#include <string_view>

#include "end_to_end/express_server.hpp"
#include "end_to_end/program.hpp"
#include "support/nginx.hpp"
#include "support/temporary_directory.hpp"

#include <gtest/gtest.h>
#include <simdjson.h>

namespace corsage::test {
namespace {

/// What `corsage fetch` makes of each row.
void expect_verdicts(std::string const& server, std::vector<RealServerRow> const& rows) {
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    Process::Arguments arguments = {"fetch", "--include", server + row.path, "--from", row.from};
    arguments.insert(arguments.end(), row.arguments.begin(), row.arguments.end());
    auto const ending = corsage(arguments);
    EXPECT_EQ(ending.status, row.blocked_by.empty() ? 0 : 1);
    auto const reason = row.blocked_by.empty() ? "" : "corsage: blocked by " + row.blocked_by + ": ";
    EXPECT_EQ(ending.error.substr(0, reason.size()), reason) << ending.error;
    for (auto const& line : row.readable) {
      EXPECT_NE(ending.output.find('\n' + line + '\n'), std::string::npos) << ending.output;
    }
  }
}

/// What `corsage why --json` says.
struct Told {
  std::string verdict;
  std::vector<std::string> causes = {};
  std::vector<std::string> products = {};
  bool is_proved = false;
  std::string fix = {};  ///< as the platform's configuration; empty: none
};

Told told(std::string const& json) {
  simdjson::dom::parser parser;
  simdjson::dom::element const document = parser.parse(json);
  simdjson::dom::element const judgement = document["judgements"].at(0);
  Told told{.verdict = std::string(std::string_view(document["verdict"]))};
  for (simdjson::dom::element const cause : simdjson::dom::array(judgement["causes"])) {
    told.causes.emplace_back(std::string_view(cause["reason"]));
  }
  for (simdjson::dom::element const product : simdjson::dom::array(document["products"])) {
    told.products.emplace_back(std::string_view(product["product"]));
  }
  if (!judgement["fix"].is_null()) {
    told.is_proved = bool(judgement["fix"]["proved"]);
  }
  if (!document["fix"].is_null()) {
    told.fix = std::string_view(document["fix"]["text"]);
  }
  return told;
}

Process::Ending why(std::string const& server, RealServerRow const& row) {
  Process::Arguments arguments = {"why",           "--json",          "--as",   "spec",
                                  "--send-unsafe", server + row.path, "--from", row.from};
  arguments.insert(arguments.end(), row.arguments.begin(), row.arguments.end());
  return corsage(arguments);
}

/// What `corsage why` makes of each row: every cause, the server's product, and a fix that is proved.
void expect_causes(std::string const& server, std::vector<RealServerRow> const& rows, std::string const& product) {
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    auto const ending = why(server, row);
    EXPECT_EQ(ending.status, row.blocked_by.empty() ? 0 : 1) << ending.error;
    auto const answer = told(ending.output);
    EXPECT_EQ(answer.verdict, row.blocked_by.empty() ? "allowed" : "blocked");
    EXPECT_EQ(answer.causes, row.causes());
    EXPECT_EQ(answer.is_proved, !row.blocked_by.empty());
    EXPECT_NE(std::ranges::find(answer.products, product), answer.products.end());
  }
}

TEST(RealServers, NginxIsJudgedAsABrowserWould) {
  Nginx const nginx(nginx_configuration());
  expect_verdicts(nginx.origin(), nginx_rows());
}

TEST(RealServers, ExpressIsJudgedAsABrowserWould) {
  Express const express;
  expect_verdicts(express.origin(), express_rows());
}

TEST(RealServers, EveryCauseOfNginxIsTold) {
  Nginx const nginx(nginx_configuration());
  expect_causes(nginx.origin(), nginx_rows(), "nginx");
}

TEST(RealServers, EveryCauseOfExpressIsTold) {
  Express const express;
  expect_causes(express.origin(), express_rows(), "Express");
}

// A fix is worth what the server makes of it.

RealServerRow const wanted = {.name = "all that a page can want",
                              .path = "/",
                              .arguments = {"-X", "PUT", "-H", "x-trace: 1", "-H", "content-type: application/json",
                                            "-d", "{}", "--credentials", "include"},
                              .blocked_by = "allow-origin-missing",
                              .readable = {"X-Total: 7"}};

/// What `corsage why` says is the fix for the server, which must block the page.
std::string fix_for(std::string const& server, std::string const& platform) {
  auto row = wanted;
  row.arguments.insert(row.arguments.end(), {"--read", "X-Total", "--fix", platform});
  auto const ending = why(server, row);
  EXPECT_EQ(ending.status, 1) << ending.error;
  return told(ending.output).fix;
}

void expect_allowed(std::string const& server) {
  auto row = wanted;
  row.blocked_by.clear();
  expect_verdicts(server, {row});
}

TEST(RealServers, TheFixForNginxLetsThePageIn) {
  auto const with = [](std::string const& fix) {
    return "server { listen 127.0.0.1:PORT;\n location = / {\n" + fix +
           "\nadd_header X-Total 7 always; return 200 x; } }";
  };
  std::string fix;
  {
    Nginx const broken(with(""));
    fix = fix_for(broken.origin(), "nginx");
  }
  Nginx const mended(with(fix));
  expect_allowed(mended.origin());
}

TEST(RealServers, TheFixForExpressLetsThePageIn) {
  TemporaryDirectory const directory;
  auto const script = [&](std::string const& name, std::string const& fix) {
    return directory.write(
        name, "const app = require('express')();\n" + fix +
                  "\napp.all('/', (request, response) => response.set('X-Total', '7').json({}));\n"
                  "const server = app.listen(0, '127.0.0.1', () => console.log(server.address().port));\n");
  };
  Express const broken(script("broken.js", ""));
  Express const mended(script("mended.js", fix_for(broken.origin(), "express")));
  expect_allowed(mended.origin());
}

}  // namespace
}  // namespace corsage::test
