// What a layer does to the answers of the one behind it: each fault, and what is none.

#include "corsage/explain/hops.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "layers.hpp"

#include <gtest/gtest.h>

namespace corsage::explain {
namespace {

using layers::actual_of_app;
using layers::added;
using layers::Answers;
using layers::app;
using layers::preflight_of_app;
using layers::with;
using layers::without;

struct Row {
  std::string name;
  Answers outer;
  std::vector<std::string> findings = {};
  Answers inner = app;
};

constexpr char const* origin = "Access-Control-Allow-Origin";

std::vector<Row> header_rows() {
  return {
      {.name = "what passes unchanged is no finding", .outer = app},
      {.name = "a line is stripped that the page needs",
       .outer = {.preflight = preflight_of_app, .actual = without(actual_of_app, origin)},
       .findings = {"nginx layer-strips-header actual Access-Control-Allow-Origin blocks"}},
      {.name = "a line is stripped that others need",
       .outer = {.preflight = preflight_of_app, .actual = without(actual_of_app, "Access-Control-Expose-Headers")},
       .findings = {"nginx layer-strips-header actual Access-Control-Expose-Headers harms"}},
      {.name = "a line is stripped that nobody needs",
       .outer = {.preflight = without(preflight_of_app, "Access-Control-Max-Age"), .actual = actual_of_app},
       .findings = {"nginx layer-strips-header preflight Access-Control-Max-Age informs"}},
      {.name = "a fixed origin in place of the page's",
       .outer = {.preflight = preflight_of_app, .actual = with(actual_of_app, origin, "https://old.example")},
       .findings = {"nginx layer-overwrites-header actual Access-Control-Allow-Origin blocks"}},
      {.name = "a shorter list in place of a longer one",
       .outer = {.preflight = with(preflight_of_app, "Access-Control-Allow-Methods", "GET"), .actual = actual_of_app},
       .findings = {"nginx layer-overwrites-header preflight Access-Control-Allow-Methods blocks"}},
      {.name = "a longer list takes nothing away",
       .outer = {.preflight = with(preflight_of_app, "Access-Control-Allow-Methods", "GET, PUT, DELETE"),
                 .actual = actual_of_app}},
      {.name = "a method in another case is another",
       .outer = {.preflight = with(preflight_of_app, "Access-Control-Allow-Methods", "get, put"),
                 .actual = actual_of_app},
       .findings = {"nginx layer-overwrites-header preflight Access-Control-Allow-Methods blocks"}},
      {.name = "the same line once more",
       .outer = {.preflight = preflight_of_app, .actual = added(actual_of_app, origin, "ORIGIN")},
       .findings = {"nginx layer-doubles-header actual Access-Control-Allow-Origin blocks"}},
      {.name = "another line beside it",
       .outer = {.preflight = added(preflight_of_app, origin, "*"), .actual = actual_of_app},
       .findings = {"nginx layer-doubles-header preflight Access-Control-Allow-Origin blocks"}},
      {.name = "two values in one line",
       .outer = {.preflight = preflight_of_app, .actual = with(actual_of_app, origin, "https://app.example, *")},
       .findings = {"nginx layer-doubles-header actual Access-Control-Allow-Origin blocks"}},
      {.name = "a list twice is one list",
       .outer = {.preflight = preflight_of_app,
                 .actual = added(actual_of_app, "access-control-expose-headers", "x-page")}},
      {.name = "a line that blocks where there was none",
       .outer = {.preflight = preflight_of_app, .actual = with(without(actual_of_app, origin), origin, "app.example")},
       .findings = {"nginx layer-adds-header actual Access-Control-Allow-Origin blocks"},
       .inner = {.preflight = preflight_of_app, .actual = without(actual_of_app, origin)}},
      {.name = "two lines where there was none",
       .outer = {.preflight = preflight_of_app, .actual = added(actual_of_app, origin, "ORIGIN")},
       .findings = {"nginx layer-adds-header actual Access-Control-Allow-Origin blocks"},
       .inner = {.preflight = preflight_of_app, .actual = without(actual_of_app, origin)}},
      {.name = "credentials in another case where none were allowed",
       .outer = {.preflight = preflight_of_app,
                 .actual = with(actual_of_app, "Access-Control-Allow-Credentials", "True")},
       .findings = {"nginx layer-adds-header actual Access-Control-Allow-Credentials blocks"},
       .inner = {.preflight = preflight_of_app, .actual = without(actual_of_app, "Access-Control-Allow-Credentials")}},
      {.name = "a list too short where there was none",
       .outer = {.preflight = with(preflight_of_app, "Access-Control-Allow-Methods", "GET"), .actual = actual_of_app},
       .findings = {"nginx layer-adds-header preflight Access-Control-Allow-Methods blocks"},
       .inner = {.preflight = without(preflight_of_app, "Access-Control-Allow-Methods"), .actual = actual_of_app}},
      {.name = "a line where there was none, that blocks nobody",
       .outer = app,
       .inner = {.preflight = preflight_of_app, .actual = without(actual_of_app, "Access-Control-Expose-Headers")}},
      {.name = "what only a preflight needs is not looked for elsewhere",
       .outer = app,
       .inner = {.preflight = preflight_of_app, .actual = added(actual_of_app, "Access-Control-Allow-Methods", "PUT")}},
      {.name = "a cookie that a page with credentials would keep",
       .outer = app,
       .findings = {"nginx layer-strips-header actual Set-Cookie harms"},
       .inner = {.preflight = preflight_of_app, .actual = added(actual_of_app, "Set-Cookie", "a=b")}},
      {.name = "Vary without the origin",
       .outer = {.preflight = preflight_of_app, .actual = with(actual_of_app, "Vary", "Accept")},
       .findings = {"nginx layer-drops-vary actual Vary harms"}},
      {.name = "Vary without anything else",
       .outer = {.preflight = preflight_of_app, .actual = with(actual_of_app, "Vary", "origin")}},
      {.name = "Vary by everything",
       .outer = {.preflight = preflight_of_app, .actual = with(actual_of_app, "Vary", "*")}},
  };
}

std::vector<Row> answer_rows() {
  return {
      {.name = "a preflight that is answered too early",
       .outer = {.actual = actual_of_app},
       .findings = {"nginx layer-answers-preflight preflight - blocks"}},
      {.name = "a preflight that is answered early and rightly",
       .outer = {.preflight_status = 200,
                 .preflight = without(without(preflight_of_app, "X-Powered-By"), "Access-Control-Max-Age"),
                 .actual = actual_of_app},
       .findings = {"nginx layer-answers-preflight preflight - informs"}},
      {.name = "a preflight that the layer does not route",
       .outer = {.preflight_status = 405, .actual = actual_of_app},
       .findings = {"nginx layer-answers-preflight preflight - blocks"}},
      {.name = "a preflight with another line, and as other answers without the product's name, is the same answer",
       .outer = {.preflight = with(without(preflight_of_app, "X-Powered-By"), origin, "https://old.example"),
                 .actual = with(without(actual_of_app, "X-Powered-By"), origin, "https://old.example")},
       .findings = {"nginx layer-overwrites-header preflight Access-Control-Allow-Origin blocks",
                    "nginx layer-overwrites-header actual Access-Control-Allow-Origin blocks"}},
      {.name = "whatever other marks those answers keep",
       .outer = {.preflight = with(without(preflight_of_app, "X-Powered-By"), origin, "https://old.example"),
                 .actual = added(without(actual_of_app, "X-Powered-By"), "ETag", "a")},
       .findings = {"nginx layer-overwrites-header preflight Access-Control-Allow-Origin blocks"},
       .inner = {.preflight = preflight_of_app, .actual = added(actual_of_app, "ETag", "a")}},
      {.name = "a preflight with another line, and alone without the product's name, is another answer",
       .outer = {.preflight = with(without(preflight_of_app, "X-Powered-By"), origin, "https://old.example"),
                 .actual = actual_of_app},
       .findings = {"nginx layer-answers-preflight preflight - blocks"}},
      {.name = "so it is where the request's answer is another, too",
       .outer = {.preflight = with(without(preflight_of_app, "X-Powered-By"), origin, "https://old.example"),
                 .status = 502},
       .findings = {"nginx layer-answers-preflight preflight - blocks",
                    "nginx layer-own-error-without-cors actual - blocks"}},
      {.name = "a preflight that loses a line, and as other answers the product's name, is the same answer",
       .outer = {.preflight = without(without(preflight_of_app, "X-Powered-By"), origin),
                 .actual = without(actual_of_app, "X-Powered-By")},
       .findings = {"nginx layer-strips-header preflight Access-Control-Allow-Origin blocks"}},
      {.name = "a preflight that lacks a line, and alone the product's name, is another answer",
       .outer = {.preflight = without(without(preflight_of_app, "X-Powered-By"), "Access-Control-Allow-Methods"),
                 .actual = actual_of_app},
       .findings = {"nginx layer-answers-preflight preflight - blocks"}},
      {.name = "and so it is where the application has no marks",
       .outer = {.preflight = without(without(preflight_of_app, "X-Powered-By"), "Access-Control-Allow-Methods"),
                 .actual = without(actual_of_app, "X-Powered-By")},
       .findings = {"nginx layer-answers-preflight preflight - blocks"},
       .inner = {.preflight = without(preflight_of_app, "X-Powered-By"),
                 .actual = without(actual_of_app, "X-Powered-By")}},
      {.name = "a preflight whose answer is bare, of an application without marks",
       .outer = {.actual = actual_of_app},
       .findings = {"nginx layer-answers-preflight preflight - blocks"},
       .inner = {.preflight = without(preflight_of_app, "X-Powered-By"), .actual = actual_of_app}},
      {.name = "bare answers to both are stripped ones",
       .outer = {.actual = without(without(actual_of_app, origin), "X-Powered-By")},
       .findings = {"nginx layer-strips-header preflight Access-Control-Allow-Origin blocks",
                    "nginx layer-strips-header preflight Access-Control-Allow-Credentials blocks",
                    "nginx layer-strips-header preflight Access-Control-Allow-Methods blocks",
                    "nginx layer-strips-header preflight Access-Control-Max-Age informs",
                    "nginx layer-strips-header actual Access-Control-Allow-Origin blocks"},
       .inner = {.preflight = without(preflight_of_app, "X-Powered-By"),
                 .actual = without(actual_of_app, "X-Powered-By")}},
      {.name = "a redirected preflight",
       .outer = {.preflight_status = 301, .preflight = {{"Location", "/login"}}, .actual = actual_of_app},
       .findings = {"nginx layer-redirects preflight Location blocks"}},
      {.name = "an error of its own",
       .outer = {.preflight = preflight_of_app, .status = 502, .body = "bad gateway"},
       .findings = {"nginx layer-own-error-without-cors actual - blocks"}},
      {.name = "an error of its own that the page may read",
       .outer = {.preflight = preflight_of_app,
                 .status = 401,
                 .actual = without(actual_of_app, "X-Powered-By"),
                 .body = "login"},
       .findings = {"nginx layer-changes-status actual - harms"}},
      {.name = "an error page in place of the application's error",
       .outer = {.preflight = preflight_of_app, .status = 500, .body = "oops"},
       .findings = {"nginx layer-own-error-without-cors actual - blocks"},
       .inner = {.preflight = preflight_of_app, .status = 500, .actual = actual_of_app}},
      {.name = "a layer with a policy of its own",
       .outer = {.preflight = with(preflight_of_app, origin, layers::page),
                 .actual = with(actual_of_app, origin, layers::page)},
       .findings = {"nginx layer-sets-cors preflight - informs", "nginx layer-sets-cors actual - informs"},
       .inner = {.preflight = {{"X-Powered-By", "Express"}}, .actual = {{"X-Powered-By", "Express"}}}},
      {.name = "an application without CORS is not the layer's fault",
       .outer = {.preflight = {{"X-Powered-By", "Express"}}, .actual = {{"X-Powered-By", "Express"}}},
       .inner = {.preflight = {{"X-Powered-By", "Express"}}, .actual = {{"X-Powered-By", "Express"}}}},
      {.name = "a layer that gives no answer",
       .outer = {.is_silent = true},
       .findings = {"nginx layer-unreachable actual - blocks"}},
  };
}

std::vector<Row> cache_rows() {
  auto const kept = with(actual_of_app, origin, "https://app.example");
  auto const unvaried = without(actual_of_app, "Vary");
  return {
      {.name = "a cache that says so mixes origins up",
       .outer = {.preflight = preflight_of_app, .actual = actual_of_app, .to_stranger = added(kept, "Age", "1")},
       .findings = {"nginx layer-caches-across-origins actual Access-Control-Allow-Origin harms"}},
      {.name = "a cache that says nothing is found out at another address",
       .outer = {.preflight = preflight_of_app, .actual = actual_of_app, .to_stranger = kept, .afresh = actual_of_app},
       .findings = {"nginx layer-caches-across-origins actual Access-Control-Allow-Origin harms"}},
      {.name = "a cache that was filled before blocks the page",
       .outer = {.preflight = preflight_of_app,
                 .actual = added(with(actual_of_app, origin, "https://old.example"), "X-Cache", "Hit from cloudfront")},
       .findings = {"nginx layer-caches-across-origins actual Access-Control-Allow-Origin blocks"}},
      {.name = "one origin for all is no cache, and lets the page in",
       .outer = {.preflight = preflight_of_app, .actual = kept, .afresh = kept}},
      {.name = "a cache that keeps origins apart",
       .outer = {.preflight = preflight_of_app, .actual = actual_of_app, .again = added(actual_of_app, "Age", "2")},
       .findings = {"nginx layer-caches actual - informs"}},
      {.name = "a cache that missed is none",
       .outer = {.preflight = preflight_of_app, .actual = added(actual_of_app, "X-Cache", "MISS")}},
      {.name = "what nobody keeps needs no Vary",
       .outer = {.preflight = preflight_of_app, .actual = added(unvaried, "Cache-Control", "no-store")},
       .inner = {.preflight = preflight_of_app, .actual = added(actual_of_app, "Cache-Control", "no-store")}},
      {.name = "the application tells origins apart and does not say so",
       .outer = {.preflight = preflight_of_app, .actual = unvaried},
       .findings = {"app layer-lacks-vary actual Vary harms"},
       .inner = {.preflight = preflight_of_app, .actual = unvaried}},
  };
}

std::vector<Row> stranger_rows() {
  auto const refusing = without(actual_of_app, origin);
  Answers const with_list{.preflight = preflight_of_app, .actual = actual_of_app, .to_stranger = refusing};
  Answers const without_cors{.preflight = {{"X-Powered-By", "Express"}}, .actual = {{"X-Powered-By", "Express"}}};
  return {
      {.name = "a stranger is let in by name, whom the application refuses",
       .outer = app,
       .findings = {"nginx layer-lets-in-strangers actual Access-Control-Allow-Origin harms"},
       .inner = with_list},
      {.name = "anybody is let in",
       .outer = {.preflight = preflight_of_app,
                 .actual = actual_of_app,
                 .to_stranger = with(actual_of_app, origin, "*")},
       .findings = {"nginx layer-lets-in-strangers actual Access-Control-Allow-Origin harms"},
       .inner = with_list},
      {.name = "who names two lets nobody in",
       .outer = {.preflight = preflight_of_app,
                 .actual = actual_of_app,
                 .to_stranger = with(actual_of_app, origin, "ORIGIN, *")},
       .inner = with_list},
      {.name = "the list passes through", .outer = with_list, .inner = with_list},
      {.name = "the page's origin, whoever asks, lets no stranger in",
       .outer = {.preflight = preflight_of_app,
                 .actual = actual_of_app,
                 .to_stranger = with(actual_of_app, origin, layers::page)},
       .inner = with_list},
      {.name = "any website gets its visitors' credentials",
       .outer = app,
       .findings = {"nginx layer-sets-cors preflight - informs", "nginx layer-sets-cors actual - informs",
                    "nginx layer-lets-in-strangers preflight Access-Control-Allow-Origin harms",
                    "nginx layer-lets-in-strangers actual Access-Control-Allow-Origin harms"},
       .inner = without_cors},
  };
}

TEST(Hops, TellsWhatALayerDoes) {
  for (auto const& rows : {header_rows(), answer_rows(), cache_rows(), stranger_rows()}) {
    for (auto const& row : rows) {
      SCOPED_TRACE(row.name);
      std::vector const layers{layers::layer("app", row.inner), layers::layer("nginx", row.outer)};
      EXPECT_EQ(layers::told(compare(layers), layers), row.findings);
    }
  }
}

struct StarRow {
  std::string name;
  std::string_view header;
  std::string_view inner;
  std::string_view outer;
  std::vector<std::string> findings = {};
  bool allows_credentials = false;  ///< of whoever asks with them
  fetch::CredentialsMode credentials = fetch::CredentialsMode::same_origin;
};

/// An application that says nothing but this of itself.
Answers saying(StarRow const& row, std::string_view value) {
  Answers answers{.preflight = {{origin, "ORIGIN"}, {"Access-Control-Allow-Methods", "PUT"}},
                  .actual = {{origin, "ORIGIN"}, {"Vary", "Origin"}}};
  for (auto* const lines : {&answers.preflight, &answers.actual}) {
    if (row.allows_credentials) {
      lines->push_back({"Access-Control-Allow-Credentials", "true"});
    }
    *lines = with(*lines, row.header, value);
  }
  return answers;
}

TEST(Hops, TakesStarForEverythingWhereBrowsersDo) {
  constexpr char const* methods = "Access-Control-Allow-Methods";
  constexpr char const* names = "Access-Control-Allow-Headers";
  constexpr char const* exposed = "Access-Control-Expose-Headers";
  constexpr auto include = fetch::CredentialsMode::include;
  StarRow const rows[] = {
      {.name = "any method in place of some", .header = methods, .inner = "PUT, DELETE", .outer = "*"},
      {.name = "any header in place of some", .header = names, .inner = "X-A, X-B", .outer = "*"},
      {.name = "everything exposed in place of something", .header = exposed, .inner = "X-A, X-B", .outer = "*, x-c"},
      {.name = "something exposed in place of everything",
       .header = exposed,
       .inner = "*",
       .outer = "X-A, X-B",
       .findings = {"nginx layer-overwrites-header actual Access-Control-Expose-Headers harms"}},
      {.name = "Authorization has to be named",
       .header = names,
       .inner = "Authorization, X-A",
       .outer = "*",
       .findings = {"nginx layer-overwrites-header preflight Access-Control-Allow-Headers harms"}},
      {.name = "and is", .header = names, .inner = "Authorization, X-A", .outer = "authorization, *"},
      {.name = "with credentials it is a method of that name",
       .header = methods,
       .inner = "PUT",
       .outer = "*",
       .findings = {"nginx layer-overwrites-header preflight Access-Control-Allow-Methods blocks"},
       .allows_credentials = true,
       .credentials = include},
      {.name = "and a header of that name",
       .header = exposed,
       .inner = "X-A",
       .outer = "*",
       .findings = {"nginx layer-overwrites-header actual Access-Control-Expose-Headers harms"},
       .allows_credentials = true,
       .credentials = include},
      {.name = "so it harms others who may ask with them",
       .header = names,
       .inner = "X-A",
       .outer = "*",
       .findings = {"nginx layer-overwrites-header preflight Access-Control-Allow-Headers harms"},
       .allows_credentials = true},
      {.name = "times are everybody's, with credentials too",
       .header = "Timing-Allow-Origin",
       .inner = layers::page,
       .outer = "*",
       .allows_credentials = true,
       .credentials = include},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    std::vector const layers{layers::layer("app", saying(row, row.inner), row.credentials),
                             layers::layer("nginx", saying(row, row.outer), row.credentials)};
    EXPECT_EQ(layers::told(compare(layers), layers), row.findings);
  }
}

TEST(Hops, ComparesWithTheNearestLayerThatAnswers) {
  std::vector const layers{
      layers::layer("app", app), layers::layer("nginx", {.is_silent = true}),
      layers::layer("cdn", {.preflight = preflight_of_app, .actual = without(actual_of_app, origin)})};
  std::vector<std::string> const expected{"nginx layer-unreachable actual - blocks",
                                          "cdn layer-strips-header actual Access-Control-Allow-Origin blocks"};
  auto const findings = compare(layers);
  EXPECT_EQ(layers::told(findings, layers), expected);
  EXPECT_EQ(findings.back().inner, 0U);
  EXPECT_EQ(blocked_from(layers), 2U);
}

TEST(Hops, TellsAFaultOfAnInnerLayerOnlyThere) {
  Answers const stripped{.preflight = preflight_of_app, .actual = without(actual_of_app, origin)};
  std::vector const layers{layers::layer("app", app), layers::layer("nginx", stripped), layers::layer("cdn", stripped)};
  std::vector<std::string> const expected{"nginx layer-strips-header actual Access-Control-Allow-Origin blocks"};
  EXPECT_EQ(layers::told(compare(layers), layers), expected);
  EXPECT_EQ(blocked_from(layers), 1U);
}

TEST(Hops, TakesNoLayerForTheMakerOfWhatABrowserBlocksByItself) {
  auto const doubled =
      layers::layer("app", {.preflight = preflight_of_app, .actual = added(actual_of_app, origin, "ORIGIN")});
  auto mending = layers::layer(
      "nginx", {.preflight = preflight_of_app, .actual = actual_of_app, .to_stranger = without(actual_of_app, origin)});
  mending.verdict = fetch::Verdict::blocked;
  mending.causes = {{.reason = trace::Reason::mixed_content, .leg = trace::Leg::actual}};
  std::vector const both{doubled, mending};
  std::vector<std::string> const expected{"nginx layer-sets-cors actual - informs"};
  EXPECT_EQ(layers::told(compare(both), both), expected);
}

TEST(Hops, IsCertainOnlyOfWhatWasSeen) {
  auto estimated = layers::layer("nginx", {.preflight = preflight_of_app, .actual = without(actual_of_app, origin)});
  estimated.is_estimated = true;
  auto const of_estimate = compare(std::vector{layers::layer("app", app), estimated});
  ASSERT_EQ(of_estimate.size(), 1U);
  EXPECT_FALSE(of_estimate.front().certain);
  // The same status and no mark left: it may be the layer's answer, or what is left of the other.
  auto const of_preflight =
      compare(std::vector{layers::layer("app", app), layers::layer("nginx", {.actual = actual_of_app})});
  ASSERT_EQ(of_preflight.size(), 1U);
  EXPECT_FALSE(of_preflight.front().certain);
}

TEST(Hops, ShowsBothSides) {
  auto const findings =
      compare(std::vector{layers::layer("app", app),
                          layers::layer("nginx", {.preflight = preflight_of_app,
                                                  .actual = with(actual_of_app, origin, "https://old.example")})});
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings.front().inner_side.lines, (http::HeaderList{{origin, layers::page}}));
  EXPECT_EQ(findings.front().outer_side.lines, (http::HeaderList{{origin, "https://old.example"}}));
}

TEST(Hops, AsksAgainOnlyWhereACacheCouldBeTheReason) {
  auto const inner = layers::layer("app", app);
  EXPECT_EQ(turn_in_doubt(inner, inner), std::nullopt);
  auto const kept = with(actual_of_app, origin, "https://app.example");
  EXPECT_EQ(turn_in_doubt(inner, layers::layer("nginx", {.preflight = preflight_of_app, .actual = kept})),
            Turn::stranger);
  // Behind it everybody gets the same: no cache can mix that up.
  auto const for_all =
      layers::layer("app", {.preflight = preflight_of_app, .actual = with(actual_of_app, origin, "*")});
  EXPECT_EQ(turn_in_doubt(for_all, layers::layer("nginx", {.preflight = preflight_of_app, .actual = kept})),
            std::nullopt);
}

TEST(Hops, AsksWhatABrowserWouldWhateverTheServerSays) {
  fetch::Request request{.url = *url::Url::parse("https://api.example/users"), .method = "PUT"};
  fetch::Environment const environment{.origin = *url::Origin::parse(layers::page)};
  auto const questions = questions_of(request, environment);
  ASSERT_EQ(questions.size(), 2U);
  EXPECT_EQ(questions.front().method, "OPTIONS");
  EXPECT_EQ(questions.back().method, "PUT");
  request.method = "GET";
  EXPECT_EQ(questions_of(request, environment).size(), 1U);
}

TEST(Hops, TellsTheProductsOfALayerFromThoseBehindIt) {
  std::vector<Fingerprint> const inner{{.product = "Express", .platform = "express"}};
  std::vector<Fingerprint> const outer{{.product = "Express", .platform = "express"},
                                       {.product = "nginx", .platform = "nginx"}};
  auto const own = own_products(inner, outer);
  ASSERT_EQ(own.size(), 1U);
  EXPECT_EQ(own.front().product, "nginx");
}

}  // namespace
}  // namespace corsage::explain
