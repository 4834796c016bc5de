#include <csignal>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "end_to_end/gateway/running_gateway.hpp"
#include "end_to_end/program.hpp"
#include "support/ports.hpp"
#include "support/scripted_server.hpp"
#include "support/temporary_directory.hpp"

#include <gtest/gtest.h>

namespace corsage::test {
namespace {

constexpr std::string_view page = "http://localhost:5173";
constexpr std::string_view from_page = "Origin: http://localhost:5173\r\n";
constexpr std::string_view key = "s3cr3t/key+of=mine";

using Values = std::vector<std::string>;

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
  return text;
}

/// An API, and a relay to it.
class RelayTest : public ::testing::Test {
 protected:
  /// A relay whose route says these lines besides.
  RunningGateway relay(ScriptedServer const& api, std::string const& lines, std::string const& base = "/v1") const {
    auto const file =
        directory_.write("corsage.toml", "threads = 1\n[[route]]\npath = \"/api\"\nrelay = \"" + api.origin() + base +
                                             "\"\ndangerously_allow_private_addresses = true\n" + lines +
                                             "\n[route.cors]\norigins = [\"http://localhost:5173\"]\n"
                                             "methods = [\"PUT\"]\nrequest_headers = [\"*\"]\n");
    return RunningGateway({"gateway", file}, {.environment = {{"API_KEY", std::string(key)}}});
  }

  TemporaryDirectory directory_;
};

TEST_F(RelayTest, spends_no_secret_for_pages_that_it_does_not_let_in) {
  ScriptedServer const api({{.body = "sun"}});
  auto relay = this->relay(api, "");
  struct Row {
    std::string_view name;
    std::string lines;
    std::string_view status;
  };
  for (auto const& row : std::vector<Row>{
           {"a page that is let in", std::string(from_page), "200"},
           {"a page that is let in, with cookies", std::string(from_page) + "Cookie: a=b\r\n", "200"},
           {"no page", "", "200"},
           {"an address that somebody typed", "Sec-Fetch-Site: none\r\n", "200"},
           {"a page of the relay's own", "Sec-Fetch-Site: same-origin\r\n", "200"},
           {"another page", "Origin: http://evil.test\r\n", "403"},
           {"another page without a word on CORS", "Sec-Fetch-Site: cross-site\r\n", "403"},
           {"another page of this site", "Sec-Fetch-Site: same-site\r\nOrigin: http://localhost:6666\r\n", "403"},
       }) {
    SCOPED_TRACE(row.name);
    auto const before = api.requests().size();
    auto const answer = ask(relay.port(), "GET /api/x", row.lines);
    EXPECT_TRUE(answer.starts_with("HTTP/1.1 " + std::string(row.status))) << answer;
    EXPECT_EQ(api.requests().size() - before, row.status == "200" ? 1U : 0U);
  }
}

TEST_F(RelayTest, takes_a_pages_request_to_the_api_and_nothing_of_the_page) {
  ScriptedServer const api({{.headers = {{"Set-Cookie", "a=b"},
                                         {"Strict-Transport-Security", "max-age=1"},
                                         {"Clear-Site-Data", "\"*\""},
                                         {"X-Own", "kept"}},
                             .body = "sun"}});
  auto relay = this->relay(api, "");
  auto const answer = ask(relay.port(), "GET /api/now?q=1",
                          std::string(from_page) +
                              "Cookie: c=d\r\nAuthorization: Basic x\r\nReferer: http://localhost:5173/p\r\n"
                              "Sec-Fetch-Site: cross-site\r\nX-Forwarded-For: 192.0.2.1\r\nX-HTTP-Method-Override: "
                              "DELETE\r\nX-Mine: 1\r\nConnection: x-named\r\nX-Named: 1\r\n");
  EXPECT_TRUE(answer.starts_with("HTTP/1.1 200 ")) << answer;
  EXPECT_EQ(body_of(answer), "sun");
  EXPECT_EQ(values_of(answer, "access-control-allow-origin"), Values{std::string(page)});
  EXPECT_EQ(values_of(answer, "x-own"), Values{"kept"});
  for (auto const* const name : {"set-cookie", "strict-transport-security", "clear-site-data"}) {
    EXPECT_EQ(values_of(answer, name), Values{}) << name;
  }
  ASSERT_EQ(api.requests().size(), 1U);
  auto const request = api.requests().front();
  EXPECT_EQ(request.target, "/v1/now?q=1");
  EXPECT_EQ("http://" + std::string(request.header("host")), api.origin());
  EXPECT_EQ(request.header("x-mine"), "1");
  for (auto const* const name :
       {"cookie", "authorization", "origin", "referer", "sec-fetch-site", "x-forwarded-for", "x-forwarded-host",
        "x-forwarded-proto", "forwarded", "x-http-method-override", "x-named"}) {
    EXPECT_EQ(request.header(name), "") << name;
  }
}

TEST_F(RelayTest, lets_through_what_its_route_names) {
  ScriptedServer const api({{.headers = {{"Set-Cookie", "a=b"}}, .body = "sun"}});
  auto relay = this->relay(api, R"(pass = ["cookie", "authorization", "origin", "set-cookie"])");
  auto const answer =
      ask(relay.port(), "GET /api/now", std::string(from_page) + "Cookie: c=d\r\nAuthorization: Basic x\r\n");
  EXPECT_EQ(values_of(answer, "set-cookie"), Values{"a=b"});
  auto const request = api.requests().at(0);
  EXPECT_EQ(request.header("cookie"), "c=d");
  EXPECT_EQ(request.header("authorization"), "Basic x");
  EXPECT_EQ(request.header("origin"), page);
}

TEST_F(RelayTest, adds_secrets_that_nobody_gets_to_see) {
  ScriptedServer const api(
      {{.when = {.path = "/v1/echo"},
        .headers = {{"X-Echo", "you are Bearer " + std::string(key) + ", twice " + std::string(key)},
                    {"X-Encoded", "key=s3cr3t%2Fkey%2Bof%3Dmine"}},
        .body = "echo"},
       {.when = {.path = "/v1/moved"},
        .status = 302,
        .headers = {{"Location", "/v1/echo?q=1&key=s3cr3t%2Fkey%2Bof%3Dmine"}}},
       {.when = {.path = "/v1/early"},
        .raw = "HTTP/1.1 103 Early Hints\r\nX-Echo: " + std::string(key) + "\r\n\r\nHTTP/1.1 200 " + std::string(key) +
               "\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\nX-Echo: " + std::string(key) + "\r\n\r\n"}});
  auto relay = this->relay(api, R"(secrets = { Authorization = "Bearer ${env:API_KEY}", "?key" = "${env:API_KEY}" })");
  auto const echo = ask(relay.port(), "GET /api/echo?key=client&q=1", "Authorization: Basic client\r\nVia: 1.1 a\r\n");
  EXPECT_EQ(body_of(echo), "echo");
  EXPECT_EQ(values_of(echo, "x-echo"), Values{"you are Bearer ***, twice ***"});
  EXPECT_EQ(values_of(echo, "x-encoded"), Values{"key=***"});
  auto const request = api.requests().at(0);
  EXPECT_EQ(request.target, "/v1/echo?q=1&key=s3cr3t%2Fkey%2Bof%3Dmine");
  EXPECT_EQ(request.header("authorization"), "Bearer " + std::string(key));
  auto const moved = ask(relay.port(), "GET /api/moved");
  EXPECT_EQ(values_of(moved, "location"), Values{"/api/echo?q=1"});
  auto const early = ask(relay.port(), "GET /api/early");
  EXPECT_TRUE(early.starts_with("HTTP/1.1 200 ")) << early;
  relay.process().signal(SIGTERM);
  auto const ending = relay.process().finish();
  for (auto const& seen : {echo, moved, early, ending.output, ending.error}) {
    EXPECT_EQ(seen.find("s3cr3t"), std::string::npos) << seen;
  }
}

struct RefusedRow {
  std::string_view name;
  std::string_view request;
  std::string_view status;
  std::string_view code;
  Values allow = {};
};

TEST_F(RelayTest, goes_nowhere_but_where_it_may_and_says_so_to_the_page) {
  ScriptedServer const api({{.body = "sun"}});
  auto relay = this->relay(api, "methods = [\"GET\", \"PUT\"]\npaths = [\"/now\"]");
  std::vector<RefusedRow> const rows{
      {"another path", "GET /api/admin", "404", "relay_path"},
      {"a path that begins alike", "GET /api/nowhere", "404", "relay_path"},
      {"a path that is a way up to some", "GET /api/now/..;/admin", "404", "relay_path"},
      {"a path in disguise", "GET /api/now/%2e%2e/admin", "400", "request_malformed"},
      {"another method", "DELETE /api/now", "405", "relay_method", {"GET, PUT"}},
      {"a preflight that is none", "OPTIONS /api/now", "405", "relay_method", {"GET, PUT"}},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    auto const answer = ask(relay.port(), row.request, from_page);
    EXPECT_EQ(answer.substr(9, 3), row.status) << answer;
    EXPECT_NE(answer.find("\"code\":\"" + std::string(row.code) + "\""), std::string::npos) << answer;
    EXPECT_EQ(values_of(answer, "allow"), row.allow);
    if (row.status != "400") {
      EXPECT_EQ(values_of(answer, "access-control-allow-origin"), Values{std::string(page)});
    }
  }
  EXPECT_EQ(api.requests().size(), 0U);
  EXPECT_EQ(body_of(ask(relay.port(), "GET /api/now/here", from_page)), "sun");
  EXPECT_TRUE(ask(relay.port(), "HEAD /api/now").starts_with("HTTP/1.1 200 "));
}

TEST_F(RelayTest, asks_no_oftener_than_its_rates_say) {
  ScriptedServer const api({{.body = "sun"}});
  auto relay = this->relay(api, R"(rate = { client = "2/h" })");
  EXPECT_EQ(body_of(ask(relay.port(), "GET /api/now", from_page)), "sun");
  EXPECT_EQ(body_of(ask(relay.port(), "GET /api/now", from_page)), "sun");
  auto const answer = ask(relay.port(), "GET /api/now", from_page);
  EXPECT_TRUE(answer.starts_with("HTTP/1.1 429 Too Many Requests\r\n")) << answer;
  auto const wait = values_of(answer, "retry-after");
  ASSERT_EQ(wait.size(), 1U);
  EXPECT_NEAR(std::stoi(wait.front()), 1800, 60);
  EXPECT_EQ(values_of(answer, "access-control-allow-origin"), Values{std::string(page)});
  auto const preflight =
      ask(relay.port(), "OPTIONS /api/now", std::string(from_page) + "Access-Control-Request-Method: PUT\r\n");
  EXPECT_TRUE(preflight.starts_with("HTTP/1.1 204 ")) << preflight;
  EXPECT_EQ(api.requests().size(), 2U);
}

struct RedirectRow {
  std::string_view name;
  std::string location;
  std::string_view status;
  Values at_gateway;
};

TEST_F(RelayTest, rewrites_redirects_to_where_the_page_finds_the_same) {
  std::vector<RedirectRow> rows{
      {"a path", "/v1/new?q=1", "302", {"/api/new?q=1"}},
      {"a relative path", "new#f", "302", {"/api/new#f"}},
      {"no path", "", "302", {"/api/2"}},
      {"the API's own URL", "http://HOST/v1/new", "302", {"/api/new"}},
      {"without a scheme", "//HOST/v1/new", "302", {"/api/new"}},
      {"outside of the API's path", "/v2/new", "502", {}},
      {"a way up", "../v2/new", "502", {}},
      {"another port", "http://127.0.0.1:1/v1/new", "502", {}},
      {"another host", "http://evil.test/v1/new", "502", {}},
      {"another host without a scheme", "//evil.test/v1/new", "502", {}},
      {"another host behind backslashes", "\\\\evil.test/v1/new", "502", {}},
      {"the API as a user", "http://HOST@evil.test/v1/new", "502", {}},
      {"a user at the API", "http://a:b@HOST/v1/new", "502", {}},
      {"another scheme", "javascript:alert(1)", "502", {}},
      {"a file", "file:///etc/passwd", "502", {}},
      {"metadata services", "http://169.254.169.254/latest/", "502", {}},
      {"no URL", "http://[", "502", {}},
  };
  auto const port = free_port();
  Rules rules;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    auto& rule = rules.emplace_back(Rule{.when = {.path = "/v1/" + std::to_string(i)}, .status = 302});
    rule.headers.emplace_back("Location", replaced(rows[i].location, "HOST", "127.0.0.1:" + std::to_string(port)));
  }
  rows.push_back({"two places", "", "502", {}});
  rules.push_back({.status = 302, .headers = {{"Location", "/v1/a"}, {"Location", "/v1/b"}}});
  ScriptedServer const api(rules, {.port = port});
  auto relay = this->relay(api, "");
  for (std::size_t i = 0; i < rows.size(); ++i) {
    SCOPED_TRACE(rows[i].name);
    auto const answer = ask(relay.port(), "GET /api/" + std::to_string(i), from_page);
    EXPECT_EQ(answer.substr(9, 3), rows[i].status) << answer;
    EXPECT_EQ(values_of(answer, "location"), rows[i].at_gateway) << answer;
    EXPECT_EQ(values_of(answer, "access-control-allow-origin"), Values{std::string(page)});
  }
}

TEST_F(RelayTest, follows_redirects_a_few_times_where_it_is_told_to) {
  ScriptedServer const api({{.when = {.path = "/v1/1"}, .status = 301, .headers = {{"Location", "/v1/2"}}},
                            {.when = {.path = "/v1/2"}, .status = 307, .headers = {{"Location", "3"}}},
                            {.when = {.path = "/v1/3"}, .status = 303, .headers = {{"Location", "4"}}},
                            {.when = {.path = "/v1/4"}, .body = "sun"},
                            {.when = {.path = "/v1/0"}, .status = 302, .headers = {{"Location", "/v1/1"}}},
                            {.when = {.path = "/v1/out"}, .status = 302, .headers = {{"Location", "/v2/x"}}}});
  auto relay = this->relay(api, "redirects = \"follow\"\nsecrets = { X-Key = \"${env:API_KEY}\" }");
  auto const answer = ask(relay.port(), "GET /api/1", from_page);
  EXPECT_EQ(body_of(answer), "sun") << answer;
  EXPECT_EQ(api.requests().size(), 4U);
  EXPECT_EQ(api.requests().back().header("x-key"), key);
  auto const too_many = ask(relay.port(), "GET /api/0", from_page);
  EXPECT_NE(too_many.find("\"code\":\"relay_redirects\""), std::string::npos) << too_many;
  EXPECT_EQ(values_of(too_many, "access-control-allow-origin"), Values{std::string(page)});
  auto const outside = ask(relay.port(), "GET /api/out", from_page);
  EXPECT_NE(outside.find("\"code\":\"relay_redirect\""), std::string::npos) << outside;
  // What changes something is not sent twice.
  auto const posted = ask(relay.port(), "POST /api/3", "Content-Length: 1\r\n", "x");
  EXPECT_TRUE(posted.starts_with("HTTP/1.1 303 ")) << posted;
  EXPECT_EQ(values_of(posted, "location"), Values{"/api/4"});
}

TEST_F(RelayTest, tells_nobody_else_what_is_meant_for_the_api) {
  auto const port = free_port();
  ScriptedServer const other({{.when = {.path = "/back"},
                               .status = 302,
                               .headers = {{"Location", "http://127.0.0.1:" + std::to_string(port) + "/v1/end"}}},
                              {.body = "moon"}});
  ScriptedServer const api(
      {{.when = {.path = "/v1/end"}, .body = "sun"},
       {.when = {.path = "/v1/back"}, .status = 302, .headers = {{"Location", other.origin() + "/back"}}},
       {.status = 302, .headers = {{"Location", other.origin() + "/x?q=1"}}}},
      {.port = port});
  auto relay = this->relay(api,
                           "redirects = \"follow\"\npass = [\"cookie\", \"authorization\", \"origin\"]\n"
                           "secrets = { X-Key = \"${env:API_KEY}\", \"?key\" = \"${env:API_KEY}\" }");
  std::string const lines = std::string(from_page) + "Cookie: c=d\r\nAuthorization: Basic x\r\nX-Mine: 1\r\n";
  EXPECT_EQ(body_of(ask(relay.port(), "GET /api/x", lines)), "moon");
  EXPECT_EQ(api.requests().at(0).header("cookie"), "c=d");
  EXPECT_EQ(body_of(ask(relay.port(), "GET /api/back", lines)), "sun");
  auto const request = other.requests().at(0);
  EXPECT_EQ(request.target, "/x?q=1");
  EXPECT_EQ(request.header("x-mine"), "1");
  EXPECT_EQ("http://" + std::string(request.header("host")), other.origin());
  for (auto const& seen : {request, other.requests().at(1), api.requests().back()}) {
    for (auto const* const name : {"cookie", "authorization", "origin", "x-key"}) {
      EXPECT_EQ(seen.header(name), "") << name;
    }
    EXPECT_EQ(seen.target.find("key"), std::string::npos) << seen.target;
  }
}

TEST_F(RelayTest, gives_its_secrets_to_nobody_whom_an_api_sends_it_to) {
  ScriptedServer const other(
      {{.headers = {{"Set-Cookie", "sid=elsewhere"}, {"WWW-Authenticate", "Basic"}}, .body = "moon"}});
  ScriptedServer const api({{.when = {.path = "/v1/all"},
                             .status = 302,
                             .headers = {{"Location", other.origin() + "/x?q=1&key=s3cr3t%2Fkey%2Bof%3Dmine"}}},
                            {.when = {.path = "/v1/renamed"},
                             .status = 302,
                             .headers = {{"Location", other.origin() + "/x?k=s3cr3t%2fkey%2bof=mine"}}},
                            {.when = {.path = "/v1/path"},
                             .status = 302,
                             .headers = {{"Location", other.origin() + "/s3cr3t/key+of=mine"}}}});
  auto relay = this->relay(api,
                           "redirects = \"follow\"\npass = [\"set-cookie\", \"www-authenticate\"]\n"
                           "secrets = { \"?key\" = \"${env:API_KEY}\" }");
  auto const answer = ask(relay.port(), "GET /api/all?q=1", from_page);
  EXPECT_EQ(body_of(answer), "moon") << answer;
  EXPECT_EQ(values_of(answer, "set-cookie"), Values{});
  EXPECT_EQ(values_of(answer, "www-authenticate"), Values{});
  for (auto const* const path : {"GET /api/renamed", "GET /api/path"}) {
    auto const refused = ask(relay.port(), path, from_page);
    EXPECT_NE(refused.find("\"code\":\"relay_redirect\""), std::string::npos) << path << refused;
  }
  ASSERT_EQ(other.requests().size(), 1U);
  EXPECT_EQ(other.requests().front().target, "/x?q=1");
}

TEST_F(RelayTest, keeps_answers_for_the_next_who_asks) {
  ScriptedServer const api(
      {{.when = {.path = "/v1/fresh"},
        .headers = {{"Cache-Control", "max-age=60"}, {"ETag", "\"a\""}, {"Vary", "Accept-Language"}},
        .body = "sun"},
       {.when = {.path = "/v1/own"},
        .headers = {{"Cache-Control", "max-age=60"}, {"Set-Cookie", "a=b"}},
        .body = "own"},
       {.when = {.path = "/v1/chunks"},
        .headers = {{"Cache-Control", "max-age=60"}, {"Transfer-Encoding", "chunked"}},
        .body = "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"},
       {.body = "other"}});
  auto relay = this->relay(api, "cache = \"1MiB\"\npass = [\"authorization\"]");
  auto asked = [&api, before = std::size_t{0}]() mutable {
    auto const now = api.requests().size();
    return now - std::exchange(before, now);
  };
  auto const first = ask(relay.port(), "GET /api/fresh", from_page);
  EXPECT_EQ(values_of(first, "age"), Values{}) << first;
  EXPECT_EQ(asked(), 1U);
  auto const second = ask(relay.port(), "GET /api/fresh", "Cookie: a=b\r\n");
  EXPECT_EQ(asked(), 0U);
  EXPECT_EQ(body_of(second), "sun");
  EXPECT_EQ(values_of(second, "age").size(), 1U) << second;
  EXPECT_EQ(values_of(second, "content-length"), Values{"3"});
  EXPECT_EQ(values_of(second, "vary"), Values{"Accept-Language, Origin"});
  EXPECT_EQ(values_of(first, "access-control-allow-origin"), Values{std::string(page)});
  EXPECT_EQ(values_of(second, "access-control-allow-origin"), Values{});
  auto const has = ask(relay.port(), "GET /api/fresh", "If-None-Match: W/\"a\"\r\n");
  EXPECT_TRUE(has.starts_with("HTTP/1.1 304 ")) << has;
  EXPECT_EQ(body_of(has), "");
  EXPECT_EQ(asked(), 0U);
  ask(relay.port(), "GET /api/fresh", "Accept-Language: de\r\n");
  EXPECT_EQ(asked(), 1U);
  ask(relay.port(), "GET /api/fresh?q=1");
  EXPECT_EQ(asked(), 1U);
  for (int i = 0; i < 2; ++i) {
    ask(relay.port(), "GET /api/fresh", "Authorization: Basic x\r\n");
    EXPECT_EQ(asked(), 1U) << "what one is given for his credentials is nobody else's";
    ask(relay.port(), "GET /api/own");
    EXPECT_EQ(asked(), 1U) << "an answer with a cookie is one client's";
    ask(relay.port(), "GET /api/fresh", "Cache-Control: no-store\r\n");
    EXPECT_EQ(asked(), 1U) << "the client says so";
  }
  EXPECT_NE(body_of(ask(relay.port(), "GET /api/chunks")).find("abc"), std::string_view::npos);
  EXPECT_EQ(body_of(ask(relay.port(), "GET /api/chunks")), "abcde");
  EXPECT_EQ(asked(), 1U);
  auto const none = ask(relay.port(), "GET /api/other", "Cache-Control: only-if-cached\r\n");
  EXPECT_TRUE(none.starts_with("HTTP/1.1 504 ")) << none;
  EXPECT_EQ(asked(), 0U);
  ask(relay.port(), "POST /api/fresh", "Content-Length: 0\r\n");
  ask(relay.port(), "GET /api/fresh", "Accept-Language: de\r\n");
  EXPECT_EQ(asked(), 2U) << "what was changed is asked for anew";
}

TEST_F(RelayTest, asks_whether_an_old_answer_still_holds) {
  // Stale at once; a request that names the tag is told that nothing has changed.
  ScriptedServer const api(
      {{.when = {.path = "/v1/new"}, .headers = {{"Cache-Control", "no-cache"}, {"ETag", "\"b\""}}, .body = "new"},
       {.when = {.path = "/v1/same", .has_header = "if-none-match"},
        .status = 304,
        .headers = {{"Cache-Control", "max-age=60"}, {"X-Renewed", "yes"}, {"ETag", "\"a\""}}},
       {.headers = {{"Cache-Control", "no-cache"}, {"ETag", "\"a\""}, {"X-Renewed", "no"}}, .body = "same"}});
  auto relay = this->relay(api, "cache = \"1MiB\"");
  EXPECT_EQ(values_of(ask(relay.port(), "GET /api/same"), "x-renewed"), Values{"no"});
  auto const again = ask(relay.port(), "GET /api/same");
  EXPECT_TRUE(again.starts_with("HTTP/1.1 200 ")) << again;
  EXPECT_EQ(body_of(again), "same");
  EXPECT_EQ(values_of(again, "x-renewed"), Values{"yes"});
  EXPECT_EQ(api.requests().at(1).header("if-none-match"), "\"a\"");
  EXPECT_EQ(body_of(ask(relay.port(), "GET /api/same")), "same");
  EXPECT_EQ(api.requests().size(), 2U) << "it is fresh now";
  ask(relay.port(), "GET /api/new");
  EXPECT_EQ(body_of(ask(relay.port(), "GET /api/new")), "new");
  EXPECT_EQ(api.requests().size(), 4U);
}

TEST_F(RelayTest, takes_no_more_of_an_answer_than_it_may) {
  std::string const large(2'000, 'x');
  ScriptedServer const api({{.when = {.path = "/v1/counted"}, .body = large},
                            {.when = {.path = "/v1/fits"}, .body = large.substr(0, 1'000)},
                            {.when = {.path = "/v1/chunks"},
                             .headers = {{"Transfer-Encoding", "chunked"}},
                             .body = "3e8\r\n" + large.substr(0, 1'000) + "\r\n1\r\nx\r\n0\r\n\r\n"},
                            {.when = {.path = "/v1/close"}, .raw = "HTTP/1.1 200 OK\r\n\r\n" + large}});
  auto relay = this->relay(api, "response_bytes = 1000");
  EXPECT_EQ(body_of(ask(relay.port(), "GET /api/fits")).size(), 1'000U);
  auto const counted = ask(relay.port(), "GET /api/counted", from_page);
  EXPECT_TRUE(counted.starts_with("HTTP/1.1 502 ")) << counted;
  EXPECT_NE(counted.find("\"code\":\"relay_answer_too_long\""), std::string::npos) << counted;
  EXPECT_EQ(values_of(counted, "access-control-allow-origin"), Values{std::string(page)});
  for (auto const* const path : {"GET /api/chunks", "GET /api/close"}) {
    auto const answer = ask(relay.port(), path);
    EXPECT_EQ(answer.find("\r\n0\r\n"), std::string::npos) << answer;
  }
}

TEST_F(RelayTest, needs_no_file) {
  ScriptedServer const api({{.headers = {{"X-Echo", std::string(key)}}, .body = "sun"}});
  RunningGateway relay({"relay", api.origin() + "/v1", "--allow", std::string(page), "--secret",
                        "Authorization=Bearer ${env:API_KEY}", "--dangerously-allow-private-addresses"},
                       {.environment = {{"API_KEY", std::string(key)}}});
  auto const line = relay.process().read_line();
  ASSERT_TRUE(line);
  EXPECT_NE(line->find("fetch(\"http://localhost:" + std::to_string(relay.port()) + "/"), std::string::npos) << *line;
  auto const answer = ask(relay.port(), "GET /now", from_page);
  EXPECT_EQ(body_of(answer), "sun");
  EXPECT_EQ(values_of(answer, "x-echo"), Values{"***"});
  EXPECT_EQ(api.requests().at(0).target, "/v1/now");
  EXPECT_EQ(api.requests().at(0).header("authorization"), "Bearer " + std::string(key));
  auto const preflight =
      ask(relay.port(), "OPTIONS /now",
          std::string(from_page) + "Access-Control-Request-Method: DELETE\r\nAccess-Control-Request-Headers: x-a\r\n");
  EXPECT_TRUE(preflight.starts_with("HTTP/1.1 204 ")) << preflight;
  EXPECT_EQ(values_of(preflight, "access-control-allow-origin"), Values{std::string(page)});
}

TEST_F(RelayTest, calls_itself_a_relay) {
  Process relay({corsage_path(), "relay", "http://8.8.8.8", "--allow", std::string(page)});
  auto const line = relay.read_line();
  relay.signal(SIGINT);
  EXPECT_EQ(relay.finish().status, 0);
  ASSERT_TRUE(line);
  EXPECT_NE(line->find("The relay is at http://localhost:"), std::string::npos) << *line;
}

struct TypedRow {
  std::string_view name;
  Process::Arguments arguments;
  std::string_view told;
};

TEST_F(RelayTest, says_what_is_wrong_with_what_is_typed) {
  for (auto const& row : std::vector<TypedRow>{
           {"an API on this machine", {"http://127.1:3000"}, "loopback"},
           {"its option", {"http://127.1:3000"}, "--dangerously-allow-private-addresses"},
           {"no URL", {"api.test"}, "'api.test' is no API"},
           {"a secret that is typed",
            {"http://api.test", "--secret", "X-Key=hunter2"},
            "the secret for 'X-Key' is none: it is written out, where everybody can read it"},
           {"a secret's name alone",
            {"http://api.test", "--secret", "X-Key"},
            "the secret for 'X-Key' is none: nothing is behind its name"},
           {"TLS, for which there is no option",
            {"http://8.8.8.8", "--listen", "https://127.0.0.1:0"},
            "corsage: keys stand in a file: corsage gateway FILE; 'corsage gateway --help' shows one\n"},
           {"a secret that is not there", {"http://api.test", "--secret", "X-Key=${env:CORSAGE_NONE}"}, "CORSAGE_NONE"},
       }) {
    SCOPED_TRACE(row.name);
    Process::Arguments arguments{"relay", "--allow", std::string(page)};
    arguments.insert(arguments.end(), row.arguments.begin(), row.arguments.end());
    auto const ending = corsage(arguments);
    EXPECT_EQ(ending.status, 2) << ending.output;
    EXPECT_NE(ending.error.find(row.told), std::string::npos) << ending.error;
    EXPECT_EQ(ending.error.find("hunter2"), std::string::npos) << ending.error;
  }
}

TEST_F(RelayTest, is_listed_as_what_it_is) {
  auto const file =
      directory_.write("corsage.toml", "[[route]]\npath = \"/api\"\nrelay = \"http://8.8.8.8/v1\"\ncors = \"off\"\n");
  auto const ending = corsage({"gateway", file, "--check"});
  EXPECT_EQ(ending.status, 0) << ending.error;
  EXPECT_NE(ending.output.find("http://8.8.8.8/v1, a relay"), std::string::npos) << ending.output;
}

}  // namespace
}  // namespace corsage::test
