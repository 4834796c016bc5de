#include "corsage/formats/scripted_server.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace corsage::formats {
namespace {

fetch::WireRequest request_to(std::string const& url, std::string const& method = "GET",
                              http::HeaderList headers = {}) {
  return {.method = method, .url = url::Url::parse(url).value(), .headers = std::move(headers)};
}

struct MatchRow {
  std::string name;
  When when;
  fetch::WireRequest request;
  bool matches = true;
};

TEST(ScriptedServer, AskedForIsOnlyWhatARuleNames) {
  std::vector<MatchRow> const rows = {
      {.name = "nothing asked", .when = {}, .request = request_to("http://a.test/x")},
      {.name = "any method", .when = {.method = "*"}, .request = request_to("http://a.test/x", "PUT")},
      {.name = "the method", .when = {.method = "PUT"}, .request = request_to("http://a.test/x", "PUT")},
      {.name = "methods have case",
       .when = {.method = "put"},
       .request = request_to("http://a.test/x", "PUT"),
       .matches = false},
      {.name = "the path without the query", .when = {.path = "/x"}, .request = request_to("http://a.test/x?y#z")},
      {.name = "another path", .when = {.path = "/x"}, .request = request_to("http://a.test/x/"), .matches = false},
      {.name = "the host without its scheme's port",
       .when = {.host = "a.test"},
       .request = request_to("http://a.test:80/x")},
      {.name = "the host with its port", .when = {.host = "a.test:81"}, .request = request_to("http://a.test:81/x")},
      {.name = "another port",
       .when = {.host = "a.test"},
       .request = request_to("http://a.test:81/x"),
       .matches = false},
      {.name = "the origin",
       .when = {.origin = "http://b.test"},
       .request = request_to("http://a.test/", "GET", {{"Origin", "http://b.test"}})},
      {.name = "no origin",
       .when = {.origin = "http://b.test"},
       .request = request_to("http://a.test/"),
       .matches = false},
      {.name = "a header in another case",
       .when = {.has_header = "x-a"},
       .request = request_to("http://a.test/", "GET", {{"X-A", ""}})},
      {.name = "a header that is missing",
       .when = {.has_header = "x-a"},
       .request = request_to("http://a.test/"),
       .matches = false},
      {.name = "a header that must be missing",
       .when = {.no_header = "x-a"},
       .request = request_to("http://a.test/", "GET", {{"X-A", ""}}),
       .matches = false},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(row.when.matches(row.request), row.matches);
  }
}

TEST(ScriptedServer, CookiesGoWhereCredentialsGo) {
  auto request = request_to("http://a.test/");
  EXPECT_FALSE(When{.has_header = "Cookie"}.matches(request));
  EXPECT_TRUE(When{.no_header = "Cookie"}.matches(request));
  request.include_credentials = true;
  EXPECT_TRUE(When{.has_header = "Cookie"}.matches(request));
  EXPECT_FALSE(When{.no_header = "Cookie"}.matches(request));
}

TEST(ScriptedServer, TheFirstRuleThatMatchesAnswers) {
  ScriptedServer server;
  server.add_rule().when.method = "PUT";
  server.add_rule().response.status = 201;
  server.add_rule().response.status = 202;
  EXPECT_EQ(server.answer(request_to("http://a.test/")).response.status, 201);
  EXPECT_EQ(server.answer(request_to("http://a.test/", "PUT")).response.status, 200);
}

TEST(ScriptedServer, WithoutARuleItIs404) {
  ScriptedServer server;
  server.add_rule().response.status = 201;
  server.clear();
  auto const response = server.answer(request_to("http://a.test/")).response;
  EXPECT_EQ(response.status, 404);
  EXPECT_FALSE(response.headers.contains("access-control-allow-origin"));
}

TEST(ScriptedServer, AClearedRuleForgetsEverything) {
  ScriptedServer server;
  auto& rule = server.add_rule();
  rule.when = {.method = "PUT", .host = "a", .path = "/", .origin = "b", .has_header = "c", .no_header = "d"};
  rule.response = {.status = 500, .headers = {{"e", "f"}}, .body = "g"};
  server.clear();
  server.add_rule();
  EXPECT_EQ(server.answer(request_to("http://a.test/")).response, http::Response());
}

struct FrameRow {
  std::string name;
  http::Response response;
  http::HeaderList headers;
};

TEST(ScriptedServer, FramesTheBodiesThatNobodyFramed) {
  std::vector<FrameRow> const rows = {
      {.name = "a body",
       .response = {.status = 200, .headers = {{"A", "1"}}, .body = "four"},
       .headers = {{"A", "1"}, {"content-length", "4"}}},
      {.name = "an empty body", .response = {.status = 404}, .headers = {{"content-length", "0"}}},
      {.name = "a redirect", .response = {.status = 302}, .headers = {{"content-length", "0"}}},
      {.name = "no content", .response = {.status = 204}, .headers = {}},
      {.name = "not modified", .response = {.status = 304}, .headers = {}},
      {.name = "its own length",
       .response = {.status = 200, .headers = {{"Content-Length", "3"}}, .body = "four"},
       .headers = {{"Content-Length", "3"}}},
      {.name = "chunks",
       .response = {.status = 200, .headers = {{"Transfer-Encoding", "chunked"}}, .body = "four"},
       .headers = {{"Transfer-Encoding", "chunked"}}},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    ScriptedServer server;
    server.add_rule().response = row.response;
    server.frame_bodies();
    EXPECT_EQ(server.answer(request_to("http://a.test/")).response.headers, row.headers);
  }
}

}  // namespace
}  // namespace corsage::formats
