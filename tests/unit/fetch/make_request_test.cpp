#include "support/page.hpp"

#include <gtest/gtest.h>

namespace corsage::tests {
namespace {

using fetch::Initiator;
using fetch::RequestMode;

http::HeaderList::Line const allow_all{"Access-Control-Allow-Origin", "*"};

struct Row {
  std::string name;
  Ask ask;
  bool has_body = false;
  std::string blocked_by;
};

// Rules 13 to 20 and 33 to 36: https://fetch.spec.whatwg.org/#dom-request
std::vector<Row> const rows{
    {"a user name in the URL", {.url = "https://u@api.example/"}, false, "url-has-credentials"},
    {"CONNECT", {.method = "CONNECT"}, false, "method-forbidden"},
    {"trace in any case", {.method = "trace"}, false, "method-forbidden"},
    {"a method with a space", {.method = "A B"}, false, "method-not-a-token"},
    {"no method", {.method = ""}, false, "method-not-a-token"},
    {"PUT in mode no-cors", {.method = "PUT", .mode = RequestMode::no_cors}, false, "method-not-allowed-in-no-cors"},
    {"a header name with a space", {.headers = {{"x a", "1"}}}, false, "request-header-invalid"},
    {"a value with a line break in it", {.headers = {{"x-a", "1\n2"}}}, false, "request-header-invalid"},
    {"a GET with a body", {}, true, "body-not-allowed-with-method"},
    {"a HEAD with a body", {.method = "head"}, true, "body-not-allowed-with-method"},
    {"mode navigate", {.mode = RequestMode::navigate}, false, "mode-navigate"},
    {"mode websocket", {.mode = RequestMode::websocket}, false, "mode-navigate"},
    {"mode webtransport", {.mode = RequestMode::webtransport}, false, "mode-navigate"},
    {"a header that Chromium refuses",
     {.headers = {{"available-dictionary", "1"}}, .profile = &fetch::chromium_profile()},
     false,
     "request-header-refused"},
};

TEST(MakeRequest, RefusesAtOnceWhatNoBrowserSends) {
  for (auto const& [name, ask, has_body, expected] : rows) {
    SCOPED_TRACE(name);
    auto request = request_of(ask);
    if (has_body) {
      request.body = fetch::Body{.bytes = "hi"};
    }
    auto const result = run(request, environment_of(ask), {});
    EXPECT_EQ(blocked_by(result), expected);
    EXPECT_TRUE(result.journal.empty());
  }
}

TEST(MakeRequest, RefusesAUrlThatDoesNotParse) {
  auto request = request_of({});
  request.unparsable_url = "http://[";
  EXPECT_EQ(blocked_by(run(request, environment_of({}), {})), "url-invalid");
}

struct ReferrerRow {
  std::string name;
  std::string given;
  std::string sent;  ///< to a URL of the page's own origin
  std::string page = "https://app.example";
  std::string blocked_by = {};
};

// Rule 37.
std::vector<ReferrerRow> const referrer_rows{
    {"the page itself", "about:client", "https://app.example/page"},
    {"nobody", "", ""},
    {"another address of the origin", "https://app.example/other?q#f", "https://app.example/other?q"},
    {"... relative to the page", "other", "https://app.example/other"},
    {"another origin's is the page itself", "https://b.example/", "https://app.example/page"},
    {"what does not parse", "http://[", "", "https://app.example", "referrer-invalid"},
    {"... from a page without an origin", "http://[", "", "null", "referrer-invalid"},
    {"a page without an origin names nobody", "https://app.example/", "", "null"},
    {"... whatever it is relative to", "other", "", "null"},
};

TEST(MakeRequest, TakesTheReferrerFromThePage) {
  for (auto const& [name, given, sent, page, expected] : referrer_rows) {
    SCOPED_TRACE(name);
    Ask const ask{.page = page, .url = "https://app.example/x"};
    auto request = request_of(ask);
    request.referrer = given;
    auto const result = run(request, environment_of(ask), {answer(200, {allow_all})});
    EXPECT_EQ(blocked_by(result), expected);
    ASSERT_EQ(result.journal.size(), expected.empty() ? 1U : 0U);
    auto const lines = exchanges(result, {"referer"});
    if (expected.empty()) {
      EXPECT_EQ(lines[0], "GET https://app.example/x" + (sent.empty() ? sent : " referer=" + sent));
    }
  }
}

TEST(MakeRequest, ReadsARelativeReferrerThoughThePagesAddressIsUnknown) {
  auto request = request_of({.url = "https://app.example/x"});
  request.referrer = "/other";
  fetch::Environment const environment{.origin = url::Origin::parse("https://app.example").value()};
  EXPECT_EQ(exchanges(run(request, environment, {answer(200)}), {"referer"}),
            std::vector<std::string>{"GET https://app.example/x referer=https://app.example/other"});
}

struct StreamRow {
  std::string name;
  fetch::Profile const* profile;
  RequestMode mode;
  std::string first_exchange;
  std::string blocked_by;
};

// Row b20: a stream for a body, which forces a preflight where it is one.
std::vector<StreamRow> const stream_rows{
    {"asked for first", &fetch::spec_profile(), RequestMode::cors, "OPTIONS https://api.example/x", ""},
    {"... in Chromium", &fetch::chromium_profile(), RequestMode::cors, "OPTIONS https://api.example/x", ""},
    {"a text in Firefox", &fetch::firefox_profile(), RequestMode::cors,
     "POST https://api.example/x content-type=text/plain;charset=UTF-8 content-length=23", ""},
    {"... without CORS, too", &fetch::firefox_profile(), RequestMode::no_cors,
     "POST https://api.example/x content-type=text/plain;charset=UTF-8 content-length=23", ""},
    {"refused by WebKit", &fetch::webkit_profile(), RequestMode::cors, "", "stream-body-not-supported"},
    {"not without CORS", &fetch::spec_profile(), RequestMode::no_cors, "", "stream-body-in-no-cors"},
};

TEST(MakeRequest, SendsAStreamAsTheBrowserDoes) {
  for (auto const& [name, profile, mode, first_exchange, expected] : stream_rows) {
    SCOPED_TRACE(name);
    Ask const ask{.method = "POST", .mode = mode, .profile = profile};
    auto request = request_of(ask);
    request.body = fetch::Body{.has_source = false};
    auto const result = run(request, environment_of(ask), {answer(200, {allow_all})});
    EXPECT_EQ(blocked_by(result), expected);
    auto const lines = exchanges(result, {"content-type", "content-length"});
    EXPECT_EQ(lines.empty() ? "" : lines.front(), first_exchange);
  }
}

TEST(MakeRequest, NormalisesSixMethodsAndNoOther) {
  struct MethodRow {
    std::string given;
    std::string sent;
  };
  std::vector<MethodRow> const methods{{"get", "GET"},     {"Head", "HEAD"},     {"post", "POST"},
                                       {"pUt", "PUT"},     {"delete", "DELETE"}, {"options", "OPTIONS"},
                                       {"patch", "patch"}, {"Custom", "Custom"}};
  for (auto const& [given, sent] : methods) {
    SCOPED_TRACE(given);
    auto const result = run({.url = "https://app.example/x", .method = given}, {answer(200)});
    EXPECT_EQ(exchanges(result), std::vector<std::string>{sent + " https://app.example/x"});
  }
}

TEST(MakeRequest, DropsForbiddenHeadersWithoutAWord) {
  auto const result =
      run({.headers = {{"Cookie", "a=b"}, {"Sec-CH-UA", "x"}, {"Accept", "a/b"}}}, {answer(200, {allow_all})});
  EXPECT_EQ(exchanges(result, {"cookie", "sec-ch-ua", "accept"}),
            std::vector<std::string>{"GET https://api.example/x accept=a/b"});
}

TEST(MakeRequest, KeepsTheHarmlessHeadersOnlyInModeNoCors) {
  auto const result =
      run({.headers = {{"x-a", "1"}, {"Content-Type", "application/json"}, {"Accept", "a/b"}, {"Range", "bytes=0-"}},
           .mode = RequestMode::no_cors},
          {answer(200)});
  EXPECT_EQ(exchanges(result, {"x-a", "content-type", "accept", "range"}),
            std::vector<std::string>{"GET https://api.example/x accept=a/b"});
}

struct CombinedRow {
  std::string name;
  std::vector<http::HeaderList::Line> headers;
  std::string sent;
};

std::string const hundred(100, 'a');

// Rules 25 and 26: https://fetch.spec.whatwg.org/#concept-headers-append
std::vector<CombinedRow> const combined_rows{
    {"two values that are harmless together", {{"Accept", "a"}, {"accept", "b"}}, "accept=a, b"},
    {"two values that are too long together", {{"Accept", hundred}, {"Accept", hundred}}, "accept=" + hundred},
    {"two types are no type",
     {{"Content-Type", "text/plain"}, {"Content-Type", "text/plain"}},
     "content-type=text/plain"},
    {"what was refused is no part of what comes next", {{"Accept", "(a)"}, {"Accept", "b"}}, "accept=b"},
};

TEST(MakeRequest, JudgesTheCombinedValueInModeNoCors) {
  for (auto const& [name, headers, sent] : combined_rows) {
    SCOPED_TRACE(name);
    auto const result = run({.headers = headers, .mode = RequestMode::no_cors}, {answer(200)});
    auto const& wire = result.journal.at(0).request.headers;
    auto const shown = sent.substr(0, sent.find('='));
    auto const value = wire.get(shown);
    EXPECT_EQ(value ? shown + '=' + std::string(value->view()) : "", sent);
  }
}

struct TypeRow {
  std::string name;
  std::optional<std::string> body_type;
  std::vector<http::HeaderList::Line> headers;
  std::string sent;
};

std::vector<TypeRow> const type_rows{
    {"a string brings plain text",
     "text/plain;charset=UTF-8",
     {},
     "POST https://app.example/x content-type=text/plain;charset=UTF-8 content-length=2"},
    {"bytes bring no type", std::nullopt, {}, "POST https://app.example/x content-length=2"},
    {"the page's own type wins",
     "text/plain;charset=UTF-8",
     {{"content-type", "a/b"}},
     "POST https://app.example/x content-type=a/b content-length=2"},
};

TEST(MakeRequest, TakesTheTypeFromTheBody) {
  for (auto const& [name, body_type, headers, sent] : type_rows) {
    SCOPED_TRACE(name);
    auto request = request_of({.url = "https://app.example/x", .method = "POST", .headers = headers});
    request.body = fetch::Body{.bytes = "hi", .type = body_type};
    EXPECT_EQ(exchanges(run(request, environment_of({}), {answer(200)}), {"content-type", "content-length"}),
              std::vector<std::string>{sent});
  }
}

TEST(MakeRequest, SendsTheLengthOfNothing) {
  for (std::string const method : {"POST", "PUT"}) {
    EXPECT_EQ(exchanges(run({.url = "https://app.example/x", .method = method}, {answer(200)}), {"content-length"}),
              std::vector<std::string>{method + " https://app.example/x content-length=0"});
  }
  EXPECT_EQ(exchanges(run({.url = "https://app.example/x", .method = "DELETE"}, {answer(200)}), {"content-length"}),
            std::vector<std::string>{"DELETE https://app.example/x"});
}

// Rule 38: https://xhr.spec.whatwg.org/#the-send()-method
TEST(MakeRequest, OfXmlHttpRequestJoinsHeadersDropsBodiesAndTakesUrlCredentials) {
  auto request = request_of({.url = "https://app.example/x", .headers = {{"X-A", "1"}, {"x-a", "2"}}});
  request.initiator = Initiator::xhr;
  request.allows_url_credentials = true;
  request.body = fetch::Body{.bytes = "hi"};
  auto const result = run(request, environment_of({}), {answer(200)});
  ASSERT_EQ(result.journal.size(), 1U);
  EXPECT_EQ(exchanges(result, {"x-a"}), std::vector<std::string>{"GET https://app.example/x x-a=1, 2"});
  EXPECT_FALSE(result.journal[0].request.sends_body);
}

TEST(MakeRequest, HoldsStreamsAndKeepaliveToTheirLimits) {
  auto stream = request_of({.method = "POST", .mode = RequestMode::no_cors});
  stream.body = fetch::Body{.has_source = false};
  EXPECT_EQ(blocked_by(run(stream, environment_of({}), {})), "stream-body-in-no-cors");

  auto keepalive = request_of({.url = "https://app.example/x", .method = "POST"});
  keepalive.keepalive = true;
  keepalive.body = fetch::Body{.bytes = std::string(64 * 1024, 'a')};
  EXPECT_EQ(blocked_by(run(keepalive, environment_of({}), {answer(200)})), "");
  keepalive.body->bytes.push_back('a');
  EXPECT_EQ(blocked_by(run(keepalive, environment_of({}), {answer(200)})), "keepalive-body-too-large");
}

TEST(MakeRequest, NeedsModeSameOriginToAskACacheOnly) {
  auto request = request_of({});
  request.cache = fetch::CacheMode::only_if_cached;
  EXPECT_EQ(blocked_by(run(request, environment_of({}), {})), "cache-mode-needs-same-origin");
}

TEST(MakeRequest, TellsCachesOnTheWayTheCacheMode) {
  auto request = request_of({.url = "https://app.example/x"});
  request.cache = fetch::CacheMode::no_cache;
  EXPECT_EQ(exchanges(run(request, environment_of({}), {answer(200)}), {"cache-control", "pragma"}),
            std::vector<std::string>{"GET https://app.example/x cache-control=max-age=0"});
  request.cache = fetch::CacheMode::no_store;
  EXPECT_EQ(exchanges(run(request, environment_of({}), {answer(200)}), {"cache-control", "pragma"}),
            std::vector<std::string>{"GET https://app.example/x cache-control=no-cache pragma=no-cache"});
}

// Rule 77.
TEST(MakeRequest, SwitchesTheCacheOffForAPageThatSendsConditions) {
  Ask ask{.url = "https://app.example/x", .headers = {{"If-None-Match", "\"a\""}}};
  EXPECT_EQ(exchanges(run(ask, {answer(200)}), {"cache-control"}),
            std::vector<std::string>{"GET https://app.example/x cache-control=no-cache"});
  ask.profile = &fetch::chromium_profile();
  EXPECT_EQ(exchanges(run(ask, {answer(200)}), {"cache-control"}),
            std::vector<std::string>{"GET https://app.example/x"});
}

}  // namespace
}  // namespace corsage::tests
