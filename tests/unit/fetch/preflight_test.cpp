#include "support/page.hpp"

#include <gtest/gtest.h>

namespace corsage::tests {
namespace {

using fetch::CredentialsMode;

http::HeaderList::Line const allow_all{"Access-Control-Allow-Origin", "*"};
http::HeaderList::Line const allow_page{"Access-Control-Allow-Origin", "https://app.example"};
http::HeaderList::Line const allow_credentials{"Access-Control-Allow-Credentials", "true"};

struct AskedRow {
  std::string name;
  Ask ask;
  std::vector<std::string> exchanges;
};

// Rules 55, 59 and 83: https://fetch.spec.whatwg.org/#cors-preflight-fetch-0
std::vector<AskedRow> const asked_rows{
    {"GET is not asked for", {}, {"GET https://api.example/x origin=https://app.example"}},
    {"POST is not asked for", {.method = "POST"}, {"POST https://api.example/x origin=https://app.example"}},
    {"PUT is asked for",
     {.method = "PUT"},
     {"OPTIONS https://api.example/x origin=https://app.example access-control-request-method=PUT"}},
    {"patch is asked for as it is written",
     {.method = "patch"},
     {"OPTIONS https://api.example/x origin=https://app.example access-control-request-method=patch"}},
    {"names go out sorted, in lower case, with commas alone",
     {.headers = {{"X-B", "1"}, {"Authorization", "2"}, {"x-a", "3"}}},
     {"OPTIONS https://api.example/x origin=https://app.example access-control-request-method=GET "
      "access-control-request-headers=authorization,x-a,x-b"}},
    {"safelisted headers are not named",
     {.method = "PUT", .headers = {{"Accept", "a/b"}}},
     {"OPTIONS https://api.example/x origin=https://app.example access-control-request-method=PUT"}},
    {"an opaque origin asks too",
     {.page = "null", .method = "PUT"},
     {"OPTIONS https://api.example/x origin=null access-control-request-method=PUT"}},
    {"within the origin nothing is asked",
     {.url = "https://app.example/x", .method = "PUT"},
     {"PUT https://app.example/x origin=https://app.example"}},
};

TEST(Preflight, IsSentWhereTheTableSaysSo) {
  for (auto const& [name, ask, expected] : asked_rows) {
    SCOPED_TRACE(name);
    EXPECT_EQ(exchanges(run(ask, {answer(500)}),
                        {"origin", "access-control-request-method", "access-control-request-headers"}),
              expected);
  }
}

TEST(Preflight, CarriesNoCredentialsAndNoBody) {
  auto request =
      request_of({.method = "PUT", .headers = {{"Authorization", "x"}}, .credentials = CredentialsMode::include});
  request.body = fetch::Body{.bytes = "hi"};
  auto const result = run(request, environment_of({}), {answer(500)});
  ASSERT_EQ(result.journal.size(), 1U);
  auto const& sent = result.journal[0].request;
  EXPECT_FALSE(sent.include_credentials);
  EXPECT_FALSE(sent.sends_body);
  EXPECT_FALSE(sent.headers.contains("authorization"));
  EXPECT_EQ(sent.headers.get("accept")->view(), "*/*");
}

TEST(Preflight, IsForcedByUploadListenersAndStreams) {
  auto listened = request_of({.method = "POST"});
  listened.use_cors_preflight = true;
  auto const good = answer(204, {allow_all});
  auto const listened_run = run(listened, environment_of({}), {good, answer(200, {allow_all})});
  EXPECT_EQ(exchanges(listened_run),
            (std::vector<std::string>{"OPTIONS https://api.example/x", "POST https://api.example/x"}));

  auto streamed = request_of({.method = "POST"});
  streamed.body = fetch::Body{.has_source = false};
  auto const streamed_run = run(streamed, environment_of({}), {good, answer(200, {allow_all})});
  EXPECT_EQ(exchanges(streamed_run).front(), "OPTIONS https://api.example/x");
  EXPECT_EQ(blocked_by(streamed_run), "stream-body-over-http1");
}

TEST(Preflight, IsNotSentForElements) {
  auto request = request_of({.method = "GET", .headers = {{"x-a", "1"}}});
  request.unsafe_request = false;
  EXPECT_EQ(exchanges(run(request, environment_of({}), {answer(200, {allow_all})})),
            std::vector<std::string>{"GET https://api.example/x"});
}

struct JudgedRow {
  std::string name;
  std::string method = "PUT";
  std::vector<http::HeaderList::Line> request_headers = {};
  CredentialsMode credentials = CredentialsMode::omit;
  int status = 204;
  std::vector<http::HeaderList::Line> answer_headers = {};
  fetch::Profile const* profile = &fetch::spec_profile();
  std::string blocked_by = {};
  std::string blocked_at = {};
};

http::HeaderList::Line methods(std::string_view value) {
  return {"Access-Control-Allow-Methods", value};
}
http::HeaderList::Line names(std::string_view value) {
  return {"Access-Control-Allow-Headers", value};
}

http::HeaderList::Line const x_a{"x-a", "1"};
http::HeaderList::Line const authorization{"Authorization", "b"};

// Rules 84 to 86.
std::vector<JudgedRow> const judged_rows{
    {.name = "method listed", .answer_headers = {allow_all, methods("PUT")}},
    {.name = "method listed in another case",
     .answer_headers = {allow_all, methods("put")},
     .blocked_by = "method-not-allowed",
     .blocked_at = "cors-preflight-fetch 7.5"},
    {.name = "method not listed",
     .answer_headers = {allow_all, methods("GET, POST")},
     .blocked_by = "method-not-allowed",
     .blocked_at = "cors-preflight-fetch 7.5"},
    {.name = "no list of methods",
     .answer_headers = {allow_all},
     .blocked_by = "method-not-allowed",
     .blocked_at = "cors-preflight-fetch 7.5"},
    {.name = "a wildcard for methods", .answer_headers = {allow_all, methods("*")}},
    {.name = "a wildcard for methods, with credentials",
     .credentials = CredentialsMode::include,
     .answer_headers = {allow_page, allow_credentials, methods("*")},
     .blocked_by = "method-not-allowed",
     .blocked_at = "cors-preflight-fetch 7.5"},
    {.name = "a safelisted method need not be listed",
     .method = "POST",
     .request_headers = {x_a},
     .answer_headers = {allow_all, methods("PUT"), names("x-a")}},
    {.name = "empty elements and white space in lists", .answer_headers = {allow_all, methods(", ,\tPUT ,,")}},
    {.name = "several lines are one list", .answer_headers = {allow_all, methods("GET"), methods("PUT")}},
    {.name = "a malformed list of methods",
     .answer_headers = {allow_all, methods("PUT, (bad)")},
     .blocked_by = "allow-methods-malformed",
     .blocked_at = "cors-preflight-fetch 7.3"},
    {.name = "a malformed list of headers, though none is needed",
     .answer_headers = {allow_all, methods("PUT"), names("x a")},
     .blocked_by = "allow-headers-malformed",
     .blocked_at = "cors-preflight-fetch 7.3"},
    {.name = "header listed in another case",
     .request_headers = {x_a},
     .answer_headers = {allow_all, methods("PUT"), names("X-A")}},
    {.name = "header not listed",
     .request_headers = {x_a},
     .answer_headers = {allow_all, methods("PUT"), names("x-b")},
     .blocked_by = "request-header-not-allowed",
     .blocked_at = "cors-preflight-fetch 7.7"},
    {.name = "a wildcard for headers",
     .request_headers = {x_a},
     .answer_headers = {allow_all, methods("PUT"), names("*")}},
    {.name = "a wildcard for headers, with credentials",
     .request_headers = {x_a},
     .credentials = CredentialsMode::include,
     .answer_headers = {allow_page, allow_credentials, methods("PUT"), names("*")},
     .blocked_by = "request-header-not-allowed",
     .blocked_at = "cors-preflight-fetch 7.7"},
    {.name = "a wildcard does not cover Authorization",
     .request_headers = {authorization},
     .answer_headers = {allow_all, methods("PUT"), names("*")},
     .blocked_by = "authorization-not-listed",
     .blocked_at = "cors-preflight-fetch 7.6"},
    {.name = "... but in browsers it does",
     .request_headers = {authorization},
     .answer_headers = {allow_all, methods("PUT"), names("*")},
     .profile = &fetch::firefox_profile()},
    {.name = "Authorization is looked for first",
     .request_headers = {authorization, {"a-b", "1"}},
     .answer_headers = {allow_all, methods("PUT"), names("*")},
     .blocked_by = "authorization-not-listed",
     .blocked_at = "cors-preflight-fetch 7.6"},
    {.name = "Authorization named beside a wildcard",
     .request_headers = {authorization},
     .answer_headers = {allow_all, methods("PUT"), names("*, authorization")}},
    {.name = "any status from 200 to 299", .status = 299, .answer_headers = {allow_all, methods("PUT")}},
    {.name = "a status of 300",
     .status = 300,
     .answer_headers = {allow_all, methods("PUT")},
     .blocked_by = "preflight-status",
     .blocked_at = "cors-preflight-fetch 8"},
    {.name = "a status of 404",
     .status = 404,
     .answer_headers = {allow_all, methods("PUT")},
     .blocked_by = "preflight-status",
     .blocked_at = "cors-preflight-fetch 8"},
    {.name = "a status of 401",
     .status = 401,
     .answer_headers = {allow_all, methods("PUT")},
     .blocked_by = "preflight-needs-authentication",
     .blocked_at = "cors-preflight-fetch 8"},
    {.name = "a redirect, even with every header",
     .status = 307,
     .answer_headers = {allow_all, methods("PUT"), {"Location", "/y"}},
     .blocked_by = "preflight-redirected",
     .blocked_at = "cors-preflight-fetch 8"},
    {.name = "no Access-Control-Allow-Origin",
     .answer_headers = {methods("PUT")},
     .blocked_by = "allow-origin-missing",
     .blocked_at = "cors-check 2"},
    {.name = "credentials count on the preflight too",
     .credentials = CredentialsMode::include,
     .answer_headers = {allow_page, methods("PUT")},
     .blocked_by = "allow-credentials-not-true",
     .blocked_at = "cors-check 8"},
};

TEST(Preflight, IsJudgedByTheTable) {
  for (auto const& row : judged_rows) {
    SCOPED_TRACE(row.name);
    auto preflight = answer(row.status);
    for (auto const& [name, value] : row.answer_headers) {
      preflight.headers.append(name, value);
    }
    auto const actual = answer(200, {allow_page, allow_credentials});
    auto const result = run(
        {.method = row.method, .headers = row.request_headers, .credentials = row.credentials, .profile = row.profile},
        {preflight, actual});
    EXPECT_EQ(blocked_by(result), row.blocked_by);
    EXPECT_EQ(blocked_at(result), row.blocked_at);
    EXPECT_EQ(result.journal.size(), row.blocked_by.empty() ? 2U : 1U);
    if (auto const* const event = result.trace.block()) {
      EXPECT_EQ(event->leg, trace::Leg::preflight);
    }
  }
}

}  // namespace
}  // namespace corsage::tests
