#include "support/page.hpp"

#include <gtest/gtest.h>

namespace corsage::tests {
namespace {

using fetch::RedirectMode;
using fetch::RequestMode;
using Lines = std::vector<std::string>;

http::HeaderList::Line const allow_all{"Access-Control-Allow-Origin", "*"};

http::Response to(std::string_view location, int status = 302) {
  return answer(status, {allow_all, {"Location", location}});
}

http::Response const fine = answer(200, {allow_all});

struct TaintRow {
  std::string name;
  std::string url;
  std::vector<http::Response> answers;
  Lines exchanges;
  std::string page = "https://app.example";
};

// Rules 73 and 74: https://fetch.spec.whatwg.org/#concept-request-tainted-origin
std::vector<TaintRow> const taint_rows{
    {"own, then other: the first step out taints nothing",
     "https://app.example/1",
     {to("https://b.example/2"), fine},
     {"GET https://app.example/1", "GET https://b.example/2 origin=https://app.example"}},
    {"other, then the same other",
     "https://b.example/1",
     {to("/2"), fine},
     {"GET https://b.example/1 origin=https://app.example", "GET https://b.example/2 origin=https://app.example"}},
    {"other, then a third",
     "https://b.example/1",
     {to("https://c.example/2"), fine},
     {"GET https://b.example/1 origin=https://app.example", "GET https://c.example/2 origin=null"}},
    {"other, then back home: tainted all the same",
     "https://b.example/1",
     {to("https://app.example/2"), fine},
     {"GET https://b.example/1 origin=https://app.example", "GET https://app.example/2 origin=null"}},
    {"another port is another origin",
     "https://b.example/1",
     {to("https://b.example:8443/2"), fine},
     {"GET https://b.example/1 origin=https://app.example", "GET https://b.example:8443/2 origin=null"}},
    {"origins of one site taint one another all the same",
     "https://b.site.example/1",
     {to("https://c.site.example/2"), fine},
     {"GET https://b.site.example/1 origin=https://app.site.example", "GET https://c.site.example/2 origin=null"},
     "https://app.site.example"},
    {"... and once tainted, staying put does not help",
     "https://b.site.example/1",
     {to("https://c.site.example/2"), to("/3"), fine},
     {"GET https://b.site.example/1 origin=https://app.site.example", "GET https://c.site.example/2 origin=null",
      "GET https://c.site.example/3 origin=null"},
     "https://app.site.example"},
};

TEST(Redirect, TaintsTheOriginByTheTable) {
  for (auto const& [name, url, answers, expected, page] : taint_rows) {
    SCOPED_TRACE(name);
    auto const result = run({.page = page, .url = url}, answers);
    EXPECT_EQ(exchanges(result, {"origin"}), expected);
    EXPECT_EQ(result.outcome.verdict, fetch::Verdict::allowed);
    EXPECT_TRUE(result.outcome.redirected);
  }
}

// A picture's insecure URL is upgraded before anything is made of it: the way to it leads from b.example to b.example.
TEST(Redirect, TaintsByTheUrlsAsMixedContentUpgradedThem) {
  auto request = request_of({.url = "https://b.example/1"});
  request.destination = fetch::Destination::image;
  auto const result = run(request, environment_of({}), {to("http://b.example/2"), fine});
  EXPECT_EQ(exchanges(result, {"origin"}), (Lines{"GET https://b.example/1 origin=https://app.example",
                                                  "GET https://b.example/2 origin=https://app.example"}));
}

TEST(Redirect, OfATaintedRequestNeedsNullOrAWildcard) {
  auto const named = answer(200, {{"Access-Control-Allow-Origin", "https://app.example"}});
  auto const null = answer(200, {{"Access-Control-Allow-Origin", "null"}});
  EXPECT_EQ(blocked_by(run({}, {to("https://c.example/2"), named})), "allow-origin-mismatch");
  EXPECT_EQ(blocked_by(run({}, {to("https://c.example/2"), null})), "");
}

struct MethodRow {
  int status;
  std::string method;
  std::string becomes;
};

// Rule 70.
std::vector<MethodRow> const method_rows{
    {301, "POST", "GET"},  {302, "POST", "GET"},      {303, "POST", "GET"},   {307, "POST", "POST"},
    {308, "POST", "POST"}, {301, "PUT", "PUT"},       {302, "PUT", "PUT"},    {303, "PUT", "GET"},
    {307, "PUT", "PUT"},   {302, "DELETE", "DELETE"}, {303, "DELETE", "GET"}, {303, "HEAD", "HEAD"},
    {302, "HEAD", "HEAD"}, {303, "GET", "GET"},
};

TEST(Redirect, ChangesTheMethodByTheTable) {
  for (auto const& [status, method, becomes] : method_rows) {
    SCOPED_TRACE(std::to_string(status) + ' ' + method);
    auto const result = run({.url = "https://app.example/1", .method = method}, {to("/2", status), answer(200)});
    EXPECT_EQ(exchanges(result), (Lines{method + " https://app.example/1", becomes + " https://app.example/2"}));
  }
}

TEST(Redirect, ThatBecomesGetLosesTheBodyAndItsHeaders) {
  auto request = request_of({.url = "https://app.example/1",
                             .method = "POST",
                             .headers = {{"Content-Type", "a/b"}, {"Content-Language", "en"}, {"x-a", "1"}}});
  request.body = fetch::Body{.bytes = "hi"};
  auto const result = run(request, environment_of({}), {to("/2"), answer(200)});
  EXPECT_EQ(exchanges(result, {"content-type", "content-language", "content-length", "x-a"}).back(),
            "GET https://app.example/2 x-a=1");
  EXPECT_FALSE(result.journal.back().request.sends_body);
}

TEST(Redirect, ToAnotherOriginLosesAuthorizationForGood) {
  auto const result = run({.url = "https://app.example/1", .headers = {{"Authorization", "b"}}},
                          {to("https://b.example/2"), to("https://b.example/3"), fine});
  EXPECT_EQ(exchanges(result, {"authorization"}),
            (Lines{"GET https://app.example/1 authorization=b", "GET https://b.example/2", "GET https://b.example/3"}));
}

// Rule 71: home again is not where it was meant for any more.
TEST(Redirect, AwayAndBackLosesAuthorizationForGood) {
  auto const result = run({.url = "https://app.example/1", .headers = {{"Authorization", "b"}}},
                          {to("https://b.example/2"), to("https://app.example/3"), fine});
  EXPECT_EQ(exchanges(result, {"authorization", "origin"}),
            (Lines{"GET https://app.example/1 authorization=b", "GET https://b.example/2 origin=https://app.example",
                   "GET https://app.example/3 origin=null"}));
}

TEST(Redirect, DecidesAnewWhetherToPreflight) {
  auto const preflight = answer(204, {allow_all, {"Access-Control-Allow-Methods", "PUT"}});
  auto const result =
      run({.url = "https://app.example/1", .method = "PUT"}, {to("https://b.example/2", 307), preflight, fine});
  EXPECT_EQ(exchanges(result),
            (Lines{"PUT https://app.example/1", "OPTIONS https://b.example/2", "PUT https://b.example/2"}));
}

TEST(Redirect, IsFollowedTwentyTimesAndNotOnceMore) {
  std::vector<http::Response> answers(20, to("/next"));
  answers.push_back(fine);
  EXPECT_EQ(run({}, answers).outcome.verdict, fetch::Verdict::allowed);
  answers.insert(answers.begin(), to("/next"));
  auto const result = run({}, answers);
  EXPECT_EQ(blocked_by(result), "redirect-too-many");
  EXPECT_EQ(result.journal.size(), 21U);
}

struct RefusedRow {
  std::string name;
  Ask ask;
  std::vector<http::Response> answers;
  std::string blocked_by;
};

// Rules 63 to 69.
std::vector<RefusedRow> const refused_rows{
    {"a Location that does not parse", {}, {to("https://[")}, "redirect-location-invalid"},
    {"a Location out of HTTP", {}, {to("data:text/plain,hi")}, "redirect-scheme-not-http"},
    {"two Locations",
     {},
     {answer(302, {allow_all, {"Location", "/y"}, {"Location", "/y"}})},
     "redirect-location-repeated"},
    {"a password for another origin", {}, {to("https://u:p@c.example/")}, "redirect-credentials-in-location"},
    {"a password on the way home", {}, {to("https://u:p@app.example/")}, "redirect-credentials-in-location"},
    {"a password within the page's origin is fine",
     {.url = "https://app.example/1"},
     {to("https://u:p@app.example/2"), fine},
     ""},
    {"... but not in Chromium",
     {.url = "https://app.example/1", .profile = &fetch::chromium_profile()},
     {to("https://u:p@app.example/2"), fine},
     "redirect-credentials-in-location"},
    {"redirect mode error", {.redirect = RedirectMode::error}, {to("/y")}, "redirect-refused-by-request"},
    {"the CORS check comes before the redirect", {}, {answer(302, {{"Location", "/y"}})}, "allow-origin-missing"},
    {"mode no-cors with redirect mode manual",
     {.mode = RequestMode::no_cors, .redirect = RedirectMode::manual},
     {},
     "no-cors-redirect-mode"},
};

TEST(Redirect, IsRefusedByTheTable) {
  for (auto const& [name, ask, answers, expected] : refused_rows) {
    SCOPED_TRACE(name);
    EXPECT_EQ(blocked_by(run(ask, answers)), expected);
  }
}

TEST(Redirect, OfAStreamWorksOnlyAsASeeOther) {
  auto request = request_of({.url = "https://app.example/1", .method = "POST"});
  request.body = fetch::Body{.has_source = false};
  for (auto const& [status, expected] : std::vector<std::pair<int, std::string>>{
           {307, "redirect-stream-body"}, {308, "redirect-stream-body"}, {302, "redirect-stream-body"}, {303, ""}}) {
    SCOPED_TRACE(status);
    fetch::Run result;
    fetch::fetch(request, environment_of({}), 0, result, [&](fetch::WireRequest const& wire) {
      return fetch::Answered{.response = wire.hop == 0 ? to("/2", status) : fine,
                             .version = fetch::HttpVersion::http_2};
    });
    EXPECT_EQ(blocked_by(result), expected);
  }
}

TEST(Redirect, WithoutLocationIsTheAnswer) {
  auto const result = run({}, {answer(302, {allow_all})});
  EXPECT_EQ(result.outcome.status, 302);
  EXPECT_FALSE(result.outcome.redirected);
}

TEST(Redirect, InModeManualIsOpaqueButTellsItsUrl) {
  auto const result = run({.redirect = RedirectMode::manual}, {to("/y")});
  EXPECT_EQ(result.outcome.type, fetch::ResponseType::opaqueredirect);
  EXPECT_EQ(result.outcome.status, 0);
  EXPECT_EQ(result.outcome.url, "https://api.example/x");
  EXPECT_EQ(blocked_by(run({.redirect = RedirectMode::manual}, {answer(302, {{"Location", "/y"}})})),
            "allow-origin-missing");
}

struct LocationRow {
  std::string name;
  std::vector<std::string> locations;
  std::string leads_to;  ///< empty: the fetch fails
  fetch::Profile const* profile = &fetch::spec_profile();
};

// Rule 64 and rows 9 and 9d of the measured differences: https://fetch.spec.whatwg.org/#concept-response-location-url
std::vector<LocationRow> const location_rows{
    {"the fragment stays", {"/y"}, "https://api.example/y#there"},
    {"... until a redirect brings its own", {"/y#here"}, "https://api.example/y#here"},
    {"... even an empty one", {"/y#"}, "https://api.example/y#"},
    {"a URL of its own", {"https://api.example/z?q"}, "https://api.example/z?q#there"},
    {"bytes beyond ASCII go on as they are", {"/caf\xE9"}, "https://api.example/caf%E9#there"},
    {"... and so does UTF-8", {"/caf\xC3\xA9"}, "https://api.example/caf%C3%A9#there"},
    {"... but not in WebKit", {"/\xE9"}, "https://api.example/%C3%AF%C2%BF%C2%BD#there", &fetch::webkit_profile()},
    {"two of the same", {"/y", "/y"}, ""},
    {"... are one in Chromium", {"/y", "/y"}, "https://api.example/y#there", &fetch::chromium_profile()},
    {"... and in Firefox", {"/y", "/y"}, "https://api.example/y#there", &fetch::firefox_profile()},
    {"... and joined in WebKit", {"/y", "/y"}, "https://api.example/y,%20/y#there", &fetch::webkit_profile()},
    {"two that differ", {"/y", "/z"}, ""},
    {"... nor in Chromium", {"/y", "/z"}, "", &fetch::chromium_profile()},
    {"... nor in Firefox", {"/y", "/z"}, "", &fetch::firefox_profile()},
    {"... but in WebKit", {"/y", "/z"}, "https://api.example/y,%20/z#there", &fetch::webkit_profile()},
};

TEST(Redirect, LeadsWhereTheLocationSays) {
  for (auto const& row : location_rows) {
    SCOPED_TRACE(row.name);
    auto hop = answer(302, {allow_all});
    for (auto const& location : row.locations) {
      hop.headers.append("Location", location);
    }
    auto const result = run({.url = "https://api.example/x#there", .profile = row.profile}, {hop, fine});
    EXPECT_EQ(blocked_by(result), row.leads_to.empty() ? "redirect-location-repeated" : "");
    if (!row.leads_to.empty()) {
      EXPECT_EQ(result.journal.back().request.url.href(), row.leads_to);
    }
  }
}

TEST(Redirect, WithAnEmptyLocationDependsOnTheBrowser) {
  std::vector<http::Response> const loop(21, to(""));
  EXPECT_EQ(blocked_by(run({}, loop)), "redirect-too-many");
  EXPECT_EQ(run({.profile = &fetch::chromium_profile()}, loop).outcome.status, 302);
  EXPECT_EQ(blocked_by(run({.profile = &fetch::webkit_profile()}, loop)), "redirect-location-invalid");
}

}  // namespace
}  // namespace corsage::tests
