#include "corsage/base/bytes.hpp"
#include "support/page.hpp"

#include <gtest/gtest.h>

namespace corsage::tests {
namespace {

using fetch::CredentialsMode;
using fetch::RequestMode;
using fetch::ResponseType;

struct Row {
  std::string name;
  Ask ask;
  std::vector<http::HeaderList::Line> headers;
  std::string readable;
};

http::HeaderList::Line const allow_all{"Access-Control-Allow-Origin", "*"};
http::HeaderList::Line const allow_page{"Access-Control-Allow-Origin", "https://app.example"};
http::HeaderList::Line const allow_credentials{"Access-Control-Allow-Credentials", "true"};

Ask const with_credentials{.credentials = CredentialsMode::include};
Ask const within_origin{.url = "https://app.example/x"};

// Rules 102 and 103: https://fetch.spec.whatwg.org/#concept-filtered-response
std::vector<Row> const rows{
    {"only harmless headers unless exposed", {}, {allow_all, {"Content-Type", "a/b"}, {"X-One", "1"}}, "content-type"},
    {"the seven harmless ones",
     {},
     {allow_all,
      {"Cache-Control", "1"},
      {"Content-Language", "1"},
      {"Content-Length", "1"},
      {"Content-Type", "1"},
      {"Expires", "1"},
      {"Last-Modified", "1"},
      {"Pragma", "1"}},
     "cache-control,content-language,content-length,content-type,expires,last-modified,pragma"},
    {"what is exposed, in any case",
     {},
     {allow_all, {"Access-Control-Expose-Headers", "x-one, X-Two"}, {"X-One", "1"}, {"x-two", "2"}, {"x-three", "3"}},
     "x-one,x-two"},
    {"a wildcard exposes everything but cookies",
     {},
     {{"Access-Control-Expose-Headers", "*"}, allow_all, {"X-One", "1"}, {"Set-Cookie", "a=b"}},
     "access-control-expose-headers,access-control-allow-origin,x-one"},
    {"with credentials a wildcard is a name",
     with_credentials,
     {allow_page, allow_credentials, {"Access-Control-Expose-Headers", "*"}, {"X-One", "1"}},
     ""},
    {"an element that is no token exposes nothing",
     {},
     {allow_all, {"Access-Control-Expose-Headers", "x-one, (bad)"}, {"X-One", "1"}},
     ""},
    {"several lines are one list",
     {},
     {allow_all,
      {"Access-Control-Expose-Headers", "x-one"},
      {"Access-Control-Expose-Headers", ",x-two"},
      {"X-One", "1"},
      {"X-Two", "2"}},
     "x-one,x-two"},
    {"naming a cookie does not expose it",
     {},
     {allow_all, {"Access-Control-Expose-Headers", "set-cookie, set-cookie2"}, {"Set-Cookie", "a=b"}},
     ""},
    {"within the origin everything but cookies", within_origin, {{"X-One", "1"}, {"Set-Cookie", "a=b"}}, "x-one"},
    {"mode no-cors shows nothing", {.mode = RequestMode::no_cors}, {allow_all, {"Content-Type", "a/b"}}, ""},
};

TEST(FilteredResponse, ShowsWhatTheTableSays) {
  for (auto const& [name, ask, headers, expected] : rows) {
    SCOPED_TRACE(name);
    auto response = answer(200);
    for (auto const& [header, value] : headers) {
      response.headers.append(header, value);
    }
    EXPECT_EQ(readable(run(ask, {response})), expected);
  }
}

TEST(FilteredResponse, ShowsWhatALongListExposes) {
  auto response = answer(200, {allow_all});
  std::string list;
  std::string expected;
  for (int i = 0; i < 20'000; ++i) {
    auto const name = "X-" + std::to_string(i);
    response.headers.append(name, "1");
    if (i % 2 == 0) {
      list.append(list.empty() ? "" : ",").append(name);
      expected.append(expected.empty() ? "" : ",").append(byte_lowercase(name));
    }
  }
  response.headers.append("Access-Control-Expose-Headers", list);
  EXPECT_EQ(readable(run({}, {response})), expected);
}

TEST(FilteredResponse, OfModeNoCorsIsOpaque) {
  auto const result = run({.mode = RequestMode::no_cors}, {answer(404, {allow_all})});
  EXPECT_EQ(result.outcome.type, ResponseType::opaque);
  EXPECT_EQ(result.outcome.status, 0);
  EXPECT_EQ(result.outcome.url, "");
  EXPECT_FALSE(result.outcome.redirected);
  EXPECT_FALSE(result.outcome.body_readable);
}

TEST(FilteredResponse, TellsUrlWithoutItsFragment) {
  auto const result = run({.url = "https://api.example/x?q#there"}, {answer(200, {allow_all})});
  EXPECT_EQ(result.outcome.url, "https://api.example/x?q");
  EXPECT_EQ(result.outcome.type, ResponseType::cors);
}

struct BodyRow {
  std::string method;
  int status;
  bool has_body;
};

// Rule 101.
std::vector<BodyRow> const body_rows{{"GET", 200, true},  {"GET", 404, true},  {"GET", 204, false},
                                     {"GET", 205, false}, {"GET", 304, false}, {"HEAD", 200, false},
                                     {"GET", 101, false}, {"GET", 103, false}, {"GET", 206, true}};

TEST(FilteredResponse, HasNoBodyWhereTheStatusOrHeadHasNone) {
  for (auto const& [method, status, has_body] : body_rows) {
    SCOPED_TRACE(method + ' ' + std::to_string(status));
    EXPECT_EQ(run({.method = method}, {answer(status, {allow_all})}).outcome.has_body, has_body);
  }
}

struct TimingRow {
  std::string name;
  std::string url;
  std::vector<http::Response> answers;
  bool is_allowed;
};

// Rule 105: https://fetch.spec.whatwg.org/#concept-tao-check
std::vector<TimingRow> const timing_rows{
    {"shown within the origin", "https://app.example/x", {answer(200)}, true},
    {"hidden across origins", "https://api.example/x", {answer(200, {allow_all})}, false},
    {"shown to everybody",
     "https://api.example/x",
     {answer(200, {allow_all, {"Timing-Allow-Origin", "https://b.example, *"}})},
     true},
    {"shown to the origin named",
     "https://api.example/x",
     {answer(200, {allow_all, {"Timing-Allow-Origin", "https://app.example"}})},
     true},
    {"hidden from an origin not named",
     "https://api.example/x",
     {answer(200, {allow_all, {"Timing-Allow-Origin", "https://b.example"}})},
     false},
    {"null is nobody, for a page that has an origin",
     "https://api.example/x",
     {answer(200, {allow_all, {"Timing-Allow-Origin", "null"}})},
     false},
    {"null is the origin after redirects between others",
     "https://api.example/x",
     {answer(302, {allow_all, {"Timing-Allow-Origin", "*"}, {"Location", "https://b.example/y"}}),
      answer(200, {allow_all, {"Timing-Allow-Origin", "null"}})},
     true},
    {"... and the page's own is not any more",
     "https://api.example/x",
     {answer(302, {allow_all, {"Timing-Allow-Origin", "*"}, {"Location", "https://b.example/y"}}),
      answer(200, {allow_all, {"Timing-Allow-Origin", "https://app.example"}})},
     false},
    {"hidden for good by one hop",
     "https://api.example/x",
     {answer(302, {allow_all, {"Location", "/y"}}), answer(200, {allow_all, {"Timing-Allow-Origin", "*"}})},
     false},
};

TEST(TimingAllowOrigin, DecidesWhatTimingThePageSees) {
  for (auto const& [name, url, answers, is_allowed] : timing_rows) {
    SCOPED_TRACE(name);
    EXPECT_EQ(run({.url = url}, answers).outcome.timing_allowed, is_allowed);
  }
}

}  // namespace
}  // namespace corsage::tests
