#include "corsage/explain/expectation.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "unit/explain/scripted.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace corsage::explain {
namespace {

using Kind = Departure::Kind;

url::Url const server = *url::Url::parse("https://api.example");
url::Origin const page = *url::Origin::parse("https://app.example");

http::HeaderList const open_headers{{"access-control-allow-origin", "*"}, {"access-control-allow-methods", "PUT"}};

scripted::Rule const closed{.headers = {{"x-id", "1"}}};
scripted::Rule const open{.headers = open_headers};
scripted::Rule const open_preflight{.method = "OPTIONS", .status = 204, .headers = open_headers};

/// What stands for a request that is not sent: none is, but those that change nothing.
bool is_unsafe(fetch::WireRequest const& request) {
  return request.method != "GET" && request.method != "OPTIONS";
}

fetch::Run run(Expectation const& expectation, std::vector<scripted::Rule> const& rules) {
  fetch::Run run;
  fetch::fetch(request_of(expectation, server), page_of(page), 0, run, scripted::server(rules));
  return run;
}

struct Row {
  std::string name;
  Expectation expectation;
  std::vector<scripted::Rule> rules;
  Holding holding = Holding::holds;
  std::vector<Departure> departures = {};
  bool is_estimated = false;
  std::vector<std::string> unseen = {};
  bool is_sent = false;  ///< whether it is, though it may change something
};

TEST(Expectation, IsComparedWithWhatABrowserDid) {
  http::HeaderList const exposing{
      {"access-control-allow-origin", "*"}, {"access-control-expose-headers", "x-id"}, {"x-id", "1"}, {"x-other", "2"}};
  scripted::Rule const exposes{.headers = exposing};
  std::vector<Row> const rows = {
      {.name = "allowed as expected", .expectation = {}, .rules = {open}},
      {.name = "refused as expected", .expectation = {.allowed = false}, .rules = {closed}},
      {.name = "blocked though it should be allowed",
       .expectation = {},
       .rules = {closed},
       .holding = Holding::broken,
       .departures = {{.kind = Kind::blocked}}},
      {.name = "allowed though it should be refused",
       .expectation = {.allowed = false},
       .rules = {open},
       .holding = Holding::broken,
       .departures = {{.kind = Kind::allowed}}},
      {.name = "headers that can be read and cannot",
       .expectation = {.readable = {"x-id"}, .unreadable = {"x-other", "x-absent"}},
       .rules = {exposes}},
      {.name = "headers the other way round",
       .expectation = {.readable = {"x-other", "x-absent"}, .unreadable = {"x-id"}},
       .rules = {exposes},
       .holding = Holding::broken,
       .departures = {{.kind = Kind::hidden, .header = "x-other"},
                      {.kind = Kind::absent, .header = "x-absent"},
                      {.kind = Kind::readable, .header = "x-id"}}},
      {.name = "the status that the page sees",
       .expectation = {.status = 404},
       .rules = {{.status = 404, .headers = open_headers}}},
      {.name = "another status",
       .expectation = {.status = 404},
       .rules = {open},
       .holding = Holding::broken,
       .departures = {{.kind = Kind::status, .status = 200}}},
      {.name = "no answer is no refusal",
       .expectation = {.allowed = false},
       .rules = {{.failure = fetch::NetworkFailure::timed_out}},
       .holding = Holding::unreachable},
      {.name = "a browser that asks nobody says nothing of the server",
       .expectation = {.target = "/", .headers = {{"x", "a\nb"}}, .allowed = false},
       .rules = {open},
       .holding = Holding::undetermined},
      {.name = "a preflight that is refused is certain",
       .expectation = {.method = "PUT", .allowed = false},
       .rules = {closed}},
      {.name = "and certainly breaks what should be allowed",
       .expectation = {.method = "PUT"},
       .rules = {closed},
       .holding = Holding::broken,
       .departures = {{.kind = Kind::blocked}}},
      {.name = "a preflight that passes lets the browser send what should be refused",
       .expectation = {.method = "PUT", .allowed = false},
       .rules = {open_preflight, closed},
       .holding = Holding::broken,
       .departures = {{.kind = Kind::sent}},
       .is_estimated = true},
      {.name = "and so it does where it was sent, whatever it was answered",
       .expectation = {.method = "PUT", .allowed = false},
       .rules = {open_preflight, closed},
       .holding = Holding::broken,
       .departures = {{.kind = Kind::sent}},
       .is_sent = true},
      {.name = "what was sent without a preflight is refused where it cannot be read",
       .expectation = {.method = "POST", .allowed = false},
       .rules = {closed},
       .is_sent = true},
      {.name = "what changes nothing is refused where it cannot be read, whatever its preflight was answered",
       .expectation = {.headers = {{"x-a", "1"}}, .allowed = false},
       .rules = {{.method = "OPTIONS",
                  .status = 204,
                  .headers = {{"access-control-allow-origin", "*"}, {"access-control-allow-headers", "x-a"}}},
                 closed}},
      {.name = "what is not sent holds where what stands in agrees",
       .expectation = {.method = "PUT"},
       .rules = {open},
       .is_estimated = true},
      {.name = "and where that has nothing to get",
       .expectation = {.method = "PUT", .status = 201},
       .rules = {open_preflight, {.status = 404}},
       .is_estimated = true},
      {.name = "and where it is an error, for the preflight decides",
       .expectation = {.method = "PUT"},
       .rules = {open_preflight, {.status = 500}},
       .is_estimated = true},
      {.name = "and where it has the header that the page should read",
       .expectation = {.method = "PUT", .readable = {"x-id"}},
       .rules = {open_preflight, exposes},
       .is_estimated = true},
      {.name = "even where it is an error with it",
       .expectation = {.method = "PUT", .readable = {"x-id"}},
       .rules = {open_preflight, {.status = 404, .headers = exposing}},
       .is_estimated = true},
      {.name = "but is not known where it has no header that the request's own answer may have",
       .expectation = {.method = "PUT", .readable = {"x-id"}},
       .rules = {open},
       .holding = Holding::undetermined,
       .is_estimated = true,
       .unseen = {"x-id"}},
      {.name = "nor where the header would be exposed, and is not there",
       .expectation = {.method = "PUT", .readable = {"x-id", "x-more"}},
       .rules = {open_preflight,
                 {.headers = {{"access-control-allow-origin", "*"},
                              {"access-control-expose-headers", "x-id, x-more"},
                              {"x-more", "1"}}}},
       .holding = Holding::undetermined,
       .is_estimated = true,
       .unseen = {"x-id"}},
      {.name = "nor where that has nothing to get, and no header to look at",
       .expectation = {.method = "PUT", .readable = {"x-id"}},
       .rules = {open_preflight, {.status = 404, .headers = {{"x-id", "1"}}}},
       .holding = Holding::undetermined,
       .is_estimated = true,
       .unseen = {"x-id"}},
      {.name = "a header that was looked at and cannot be read hides none that was not",
       .expectation = {.method = "PUT", .readable = {"x-id", "x-more"}},
       .rules = {open_preflight, {.headers = {{"access-control-allow-origin", "*"}, {"x-id", "1"}}}},
       .holding = Holding::undetermined,
       .departures = {{.kind = Kind::hidden, .header = "x-id"}},
       .is_estimated = true,
       .unseen = {"x-more"}},
      {.name = "what is refused has no headers to look at",
       .expectation = {.method = "PUT", .readable = {"x-id"}},
       .rules = {closed},
       .holding = Holding::broken,
       .departures = {{.kind = Kind::blocked}}},
      {.name = "but is not known where the header cannot be read",
       .expectation = {.method = "PUT", .readable = {"x-id"}},
       .rules = {open_preflight, {.headers = {{"access-control-allow-origin", "*"}, {"x-id", "1"}}}},
       .holding = Holding::undetermined,
       .departures = {{.kind = Kind::hidden, .header = "x-id"}},
       .is_estimated = true},
      {.name = "but is not known where it does not agree",
       .expectation = {.method = "PUT"},
       .rules = {open_preflight, closed},
       .holding = Holding::undetermined,
       .departures = {{.kind = Kind::blocked}},
       .is_estimated = true},
      {.name = "a status is nothing that another request can tell",
       .expectation = {.method = "PUT", .status = 201},
       .rules = {open},
       .is_estimated = true},
      {.name = "without a preflight what stands in is all there is",
       .expectation = {.method = "POST", .allowed = false},
       .rules = {open},
       .holding = Holding::undetermined,
       .departures = {{.kind = Kind::allowed}},
       .is_estimated = true},
      {.name = "and where it agrees it is enough",
       .expectation = {.method = "POST"},
       .rules = {open},
       .is_estimated = true},
      {.name = "but not where it has nothing to get",
       .expectation = {.method = "POST", .allowed = false},
       .rules = {{.status = 405}},
       .holding = Holding::undetermined,
       .is_estimated = true},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    Comparison const expected{.holding = row.holding, .is_estimated = row.is_estimated, .departures = row.departures};
    auto const comparison =
        compare(row.expectation, run(row.expectation, row.rules), row.is_sent ? IsEstimated() : is_unsafe);
    EXPECT_EQ(comparison.holding, expected.holding);
    EXPECT_EQ(comparison.is_estimated, expected.is_estimated);
    EXPECT_EQ(comparison.departures, expected.departures);
    EXPECT_EQ(comparison.unseen, row.unseen);
  }
}

TEST(Expectation, AsksBelowTheServersOwnPath) {
  struct UrlRow {
    std::string name;
    std::string at;
    std::string url;
  };
  std::vector<UrlRow> const rows = {
      {.name = "a server", .at = "https://api.example", .url = "https://api.example/x?a=b"},
      {.name = "a server below a path", .at = "https://api.example/v1", .url = "https://api.example/v1/x?a=b"},
      {.name = "with a slash behind it", .at = "https://api.example/v1/", .url = "https://api.example/v1/x?a=b"},
      {.name = "a query does not count", .at = "https://api.example/v1?q#f", .url = "https://api.example/v1/x?a=b"},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(request_of({.target = "/x?a=b"}, *url::Url::parse(row.at)).url.href(), row.url);
  }
}

TEST(Expectation, IsHeldByAllBrowsersOrNot) {
  rc::check("the worst of all browsers counts", [](std::vector<bool> const& is_broken) {
    std::vector<Comparison> comparisons;
    for (bool const one : is_broken) {
      comparisons.push_back({.holding = one ? Holding::broken : Holding::holds});
    }
    bool const any = std::ranges::find(is_broken, true) != is_broken.end();
    RC_ASSERT(overall(comparisons) == (any ? Holding::broken : Holding::holds));
  });
  EXPECT_EQ(
      overall(std::array{Comparison{.holding = Holding::undetermined}, Comparison{.holding = Holding::unreachable}}),
      Holding::unreachable);
}

/// An expectation and its opposite never hold at once.
TEST(Expectation, HoldsOrItsOppositeDoes) {
  rc::check("whatever the server answers", [] {
    auto const method = *rc::gen::element<std::string>("GET", "POST", "PUT", "DELETE");
    auto const status = *rc::gen::element(200, 204, 404, 405, 500);
    auto const first = *rc::gen::element(0, 1, 2);
    std::vector<scripted::Rule> const rules = {first == 0   ? open_preflight
                                               : first == 1 ? scripted::Rule{.method = "OPTIONS"}
                                                            : open,
                                               {.status = status, .headers = open_headers}};
    Expectation expectation{.method = method};
    auto const seen = run(expectation, rules);
    auto const allowed = compare(expectation, seen, is_unsafe);
    expectation.allowed = false;
    auto const refused = compare(expectation, seen, is_unsafe);
    RC_ASSERT(!(allowed.holding == Holding::holds && refused.holding == Holding::holds));
    // What was sent itself is certain. Only what a preflight lets through and nobody can read is neither.
    bool const is_neither = refused.departures == std::vector{Departure{.kind = Kind::sent}};
    RC_ASSERT(allowed.is_estimated || is_neither ||
              (allowed.holding == Holding::holds) != (refused.holding == Holding::holds));
  });
}

}  // namespace
}  // namespace corsage::explain
