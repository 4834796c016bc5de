#include <cstddef>

#include "support/page.hpp"

#include <gtest/gtest.h>

/// Each trait in which a browser leaves the standard, in a fetch that shows it: what the standard does, and what each
/// browser does where that is not the same. Traits of the preflight cache, of the Location header, of Local Network Access
/// and of streams have tables of their own.
namespace corsage::tests {
namespace {

using fetch::RedirectMode;
using fetch::RequestMode;

struct Row {
  std::string name;  ///< the trait
  Ask ask = {};
  std::vector<http::Response> preflights = {};  ///< one a hop
  std::vector<http::Response> answers = {};     ///< one a hop
  std::string shown = {};                       ///< the request header to look at
  std::string standard;
  std::optional<std::string> chromium = std::nullopt;
  std::optional<std::string> firefox = std::nullopt;
  std::optional<std::string> webkit = std::nullopt;
};

std::string const home = "https://app.example/1";
http::HeaderList::Line const allow_all{"Access-Control-Allow-Origin", "*"};
http::Response const fine = answer(200, {allow_all});
http::Response const leave = answer(
    204, {allow_all, {"Access-Control-Allow-Methods", "*"}, {"Access-Control-Allow-Headers", "*, authorization"}});
std::string const hundred(100, 'a');
std::string const most(128, 'a');
std::string const asked = "access-control-request-headers";

http::Response to(std::string_view location, int status = 302) {
  return answer(status, {allow_all, {"Location", location}});
}

/// "METHOD url [value of the header shown]; ..., then what the page gets".
std::string seen(Row const& row, fetch::Profile const& profile) {
  auto ask = row.ask;
  ask.profile = &profile;
  fetch::Run result;
  fetch::fetch(request_of(ask), environment_of(ask), 0, result, [&](fetch::WireRequest const& wire) {
    return fetch::Answered{.response = wire.leg == trace::Leg::preflight ? row.preflights.at(wire.hop)
                                                                         : row.answers.at(wire.hop)};
  });
  std::string text;
  for (auto const& [request, given, time] : result.journal) {
    text.append(request.method).append(" ").append(request.url.href());
    if (auto const value = request.headers.get(row.shown)) {
      text.append(" ").append(value->view());
    }
    text.append("; ");
  }
  auto const& outcome = result.outcome;
  if (outcome.verdict == fetch::Verdict::blocked) {
    return text + blocked_by(result);
  }
  text.append(to_string(outcome.type)).append(" ").append(std::to_string(outcome.status));
  text.append(outcome.body_readable && outcome.has_body ? " body" : outcome.body_readable ? " no body" : "");
  for (auto const line : outcome.readable) {
    text.append(" ").append(line.name).append("=").append(line.value);
  }
  return text;
}

std::string const get = "GET https://api.example/x; ";
std::string const ask_get = "OPTIONS https://api.example/x";
std::string const read = "cors 200 body";

std::vector<Row> author_header_rows() {
  return {
      {.name = "combines_before_safelisting",
       .ask = {.headers = {{"Accept", hundred}, {"Accept", hundred}}},
       .shown = asked,
       .standard = get + read,
       .chromium = ask_get + " accept; " + get + read,
       .webkit = ask_get + " accept; " + get + read},
      {.name = "limits_safelisted_total",
       .ask = {.headers = std::vector<http::HeaderList::Line>(9, {"Accept", most})},
       .shown = asked,
       .standard = ask_get + " accept; " + get + read,
       .firefox = get + read},
      {.name = "repeats_unsafe_names",
       .ask = {.headers = {{"X-A", "1"}, {"X-A", "2"}}},
       .shown = asked,
       .standard = ask_get + " x-a; " + get + read,
       .firefox = ask_get + " x-a,x-a; " + get + read},
      {.name = "sends_values_as_utf8",
       .ask = {.headers = {{"X-A", "\xE9"}}},
       .shown = "x-a",
       .standard = ask_get + "; GET https://api.example/x \xE9; " + read,
       .webkit = ask_get + "; GET https://api.example/x \xC3\xA9; " + read},
      {.name = "caches_despite_conditions",
       .ask = {.url = home, .headers = {{"If-None-Match", "\"a\""}}},
       .answers = {answer(200)},
       .shown = "cache-control",
       .standard = "GET https://app.example/1 no-cache; basic 200 body",
       .chromium = "GET https://app.example/1; basic 200 body"},
      {.name = "last_author_value_wins",
       .ask = {.headers = {{"Authorization", "a"}, {"Authorization", "b"}}},
       .shown = "authorization",
       .standard = ask_get + "; GET https://api.example/x a, b; " + read,
       .firefox = ask_get + "; GET https://api.example/x b; " + read},
      {.name = "high_bytes_are_unsafe",
       .ask = {.headers = {{"Accept", "\xE9"}}},
       .shown = asked,
       .standard = get + read,
       .firefox = ask_get + " accept; " + get + read},
      {.name = "reads_ranges_loosely",
       .ask = {.headers = {{"Range", "BYTES=+1-2"}}},
       .shown = asked,
       .standard = ask_get + " range; " + get + read,
       .webkit = get + read},
      {.name = "limits_ranges_to_64_bits",
       .ask = {.headers = {{"Range", "bytes=0-99999999999999999999"}}},
       .shown = asked,
       .standard = get + read,
       .chromium = ask_get + " range; " + get + read,
       .firefox = ask_get + " range; " + get + read,
       .webkit = ask_get + " range; " + get + read},
      {.name = "also_safelisted",
       .ask = {.headers = {{"DPR", "1.5"}, {"Save-Data", "on"}}},
       .shown = asked,
       .standard = ask_get + " dpr,save-data; " + get + read,
       .chromium = get + read},
      {.name = "dropped_author_headers",
       .ask = {.headers = {{"User-Agent", "me"}}},
       .shown = "user-agent",
       .standard = ask_get + "; GET https://api.example/x me; " + read,
       .chromium = get + read},
      {.name = "refused_author_headers",
       .ask = {.headers = {{"Available-Dictionary", "me"}}},
       .standard = ask_get + "; " + get + read,
       .chromium = "request-header-refused"},
  };
}

std::vector<Row> preflight_rows() {
  auto const wildcards =
      answer(204, {allow_all, {"Access-Control-Allow-Methods", "*"}, {"Access-Control-Allow-Headers", "*"}});
  auto const nothing = answer(204, {{"Access-Control-Allow-Methods", "PUT"}});
  return {
      {.name = "wildcard_covers_authorization",
       .ask = {.headers = {{"Authorization", "a"}}},
       .preflights = {wildcards},
       .standard = ask_get + "; authorization-not-listed",
       .chromium = ask_get + "; " + get + read,
       .firefox = ask_get + "; " + get + read,
       .webkit = ask_get + "; " + get + read},
      {.name = "preflight_ignores_taint",
       .ask = {.method = "PUT"},
       .answers = {to("https://b.example/y", 307), fine},
       .shown = "origin",
       .standard = "OPTIONS https://api.example/x https://app.example; PUT https://api.example/x https://app.example; "
                   "OPTIONS https://b.example/y null; PUT https://b.example/y null; cors 200 body",
       .firefox = "OPTIONS https://api.example/x https://app.example; PUT https://api.example/x https://app.example; "
                  "OPTIONS https://b.example/y https://app.example; PUT https://b.example/y null; cors 200 body"},
      {.name = "trusts_preflight_of_own_origin",
       .ask = {.method = "PUT"},
       .preflights = {leave, nothing},
       .answers = {to(home, 307), fine},
       .standard = ask_get + "; PUT https://api.example/x; OPTIONS https://app.example/1; allow-origin-missing",
       .firefox =
           ask_get + "; PUT https://api.example/x; OPTIONS https://app.example/1; PUT https://app.example/1; " + read},
      {.name = "preflight_outlives_method_change",
       .ask = {.method = "PUT"},
       .answers = {to("/y", 303), fine},
       .shown = "access-control-request-method",
       .standard = ask_get + " PUT; PUT https://api.example/x; GET https://api.example/y; cors 200 body",
       .firefox = ask_get + " PUT; PUT https://api.example/x; OPTIONS https://api.example/y GET; "
                            "GET https://api.example/y; cors 200 body",
       .webkit = ask_get + " PUT; PUT https://api.example/x; OPTIONS https://api.example/y GET; "
                           "GET https://api.example/y; cors 200 body"},
      {.name = "lists_removed_authorization",
       .ask = {.url = home, .headers = {{"Authorization", "a"}}},
       .answers = {to("https://b.example/2"), fine},
       .shown = asked,
       .standard = "GET https://app.example/1; GET https://b.example/2; cors 200 body",
       .firefox = "GET https://app.example/1; OPTIONS https://b.example/2; GET https://b.example/2; cors 200 body",
       .webkit = "GET https://app.example/1; OPTIONS https://b.example/2 authorization; GET https://b.example/2; "
                 "cors 200 body"},
      {.name = "removed_authorization_returns",
       .ask = {.url = home, .headers = {{"Authorization", "a"}, {"X-A", "1"}}},
       .answers = {to("https://b.example/2"), to("/3"), fine},
       .shown = "authorization",
       .standard = "GET https://app.example/1 a; OPTIONS https://b.example/2; GET https://b.example/2; "
                   "OPTIONS https://b.example/3; GET https://b.example/3; cors 200 body",
       .firefox = "GET https://app.example/1 a; OPTIONS https://b.example/2; GET https://b.example/2; "
                  "OPTIONS https://b.example/3; GET https://b.example/3 a; cors 200 body"},
      {.name = "lists_removed_content_type_from_hop",
       .ask = {.url = home, .method = "POST", .headers = {{"Content-Type", "a/b"}, {"X-A", "1"}}},
       .answers = {to("https://b.example/2"), to("/3"), fine},
       .shown = asked,
       .standard = "POST https://app.example/1; OPTIONS https://b.example/2 x-a; GET https://b.example/2; "
                   "OPTIONS https://b.example/3 x-a; GET https://b.example/3; cors 200 body",
       .firefox = "POST https://app.example/1; OPTIONS https://b.example/2 x-a; GET https://b.example/2; "
                  "OPTIONS https://b.example/3 content-type,x-a; GET https://b.example/3; cors 200 body",
       .webkit = "POST https://app.example/1; OPTIONS https://b.example/2 content-type,x-a; GET https://b.example/2; "
                 "OPTIONS https://b.example/3 content-type,x-a; GET https://b.example/3; cors 200 body"},
      {.name = "sends_removed_content_type_from_hop",
       .ask = {.url = home, .method = "POST", .headers = {{"Content-Type", "a/b"}, {"X-A", "1"}}},
       .answers = {to("https://b.example/2"), to("/3"), fine},
       .shown = "content-type",
       .standard = "POST https://app.example/1 a/b; OPTIONS https://b.example/2; GET https://b.example/2; "
                   "OPTIONS https://b.example/3; GET https://b.example/3; cors 200 body",
       .webkit = "POST https://app.example/1 a/b; OPTIONS https://b.example/2; GET https://b.example/2; "
                 "OPTIONS https://b.example/3; GET https://b.example/3 a/b; cors 200 body"},
  };
}

std::vector<Row> redirect_rows() {
  std::string const loop(21, 'x');
  std::string once;
  for (std::size_t i = 0; i < loop.size(); ++i) {
    once += get;
  }
  return {
      {.name = "empty_location",
       .answers = std::vector<http::Response>(21, to("")),
       .standard = once + "redirect-too-many",
       .chromium = get + "cors 302 body",
       .webkit = get + "redirect-location-invalid"},
      {.name = "follows_other_3xx",
       .answers = {to("/y", 309), fine},
       .standard = get + "cors 309 body",
       .webkit = get + "GET https://api.example/y; cors 200 body"},
      {.name = "refuses_location_credentials",
       .ask = {.url = home, .mode = RequestMode::same_origin},
       .answers = {to("https://u@app.example/2"), answer(200)},
       .standard = "GET https://app.example/1; GET https://u@app.example/2; basic 200 body",
       .chromium = "GET https://app.example/1; redirect-credentials-in-location"},
      {.name = "network_layer_keeps_origin",
       .ask = {.url = home, .method = "POST"},
       .answers = {to("/2"), answer(200)},
       .shown = "origin",
       .standard = "POST https://app.example/1 https://app.example; GET https://app.example/2; basic 200 body",
       .webkit = "POST https://app.example/1 https://app.example; GET https://app.example/2 https://app.example; "
                 "basic 200 body"},
      {.name = "network_layer_turns_delete_into_get",
       .ask = {.url = home, .method = "DELETE"},
       .answers = {to("https://b.example/2", 307), fine},
       .standard = "DELETE https://app.example/1; OPTIONS https://b.example/2; DELETE https://b.example/2; "
                   "cors 200 body",
       .webkit = "DELETE https://app.example/1; GET https://b.example/2; cors 200 body"},
  };
}

std::vector<Row> response_rows() {
  http::HeaderList::Line const allow_page{"Access-Control-Allow-Origin", "https://app.example"};
  return {
      {.name = "ignores_empty_repeated_lines",
       .answers = {answer(200, {allow_page, {"Access-Control-Allow-Origin", ""}})},
       .standard = get + "allow-origin-multiple",
       .firefox = get + read},
      {.name = "strips_space_before_colon",
       .answers = {answer(200, {{"Access-Control-Allow-Origin ", "*"}})},
       .standard = get + "allow-origin-missing",
       .chromium = get + read},
      {.name = "reads_body_of_205",
       .answers = {answer(205, {allow_all})},
       .standard = get + "cors 205 no body",
       .webkit = get + "cors 205 body"},
      {.name = "shows_body_without_location",
       .ask = {.redirect = RedirectMode::manual},
       .answers = {answer(302, {allow_all})},
       .standard = get + "opaqueredirect 0",
       .webkit = get + "opaqueredirect 0 no body"},
      {.name = "decodes_values_as_utf8",
       .answers = {answer(200, {allow_all, {"Content-Type", "\xE9"}})},
       .standard = get + "cors 200 body Content-Type=\xE9",
       .webkit = get + "cors 200 body Content-Type=\xEF\xBF\xBD"},
      {.name = "data_url_has_content_length",
       .ask = {.url = "data:,hi"},
       .standard = "basic 200 body content-type=text/plain;charset=US-ASCII",
       .firefox = "basic 200 body content-type=text/plain;charset=US-ASCII content-length=2"},
      {.name = "refuses_opaque_about_blank",
       .ask = {.url = "about:blank", .mode = RequestMode::no_cors},
       .standard = "opaque 0",
       .chromium = "local-url-failed",
       .webkit = "local-url-failed"},
      {.name = "loopback_is_trustworthy",
       .ask = {.url = "http://localhost/"},
       .standard = "GET http://localhost/; cors 200 body",
       .webkit = "mixed-content"},
      {.name = "blanks_origin_by_referrer_policy",
       .ask = {.url = "http://localhost/", .method = "POST", .mode = RequestMode::no_cors},
       .shown = "origin",
       .standard = "POST http://localhost/ null; opaque 0",
       .chromium = "POST http://localhost/ https://app.example; opaque 0",
       .webkit = "mixed-content"},
  };
}

void expect_as_told(std::vector<Row> rows) {
  for (auto& row : rows) {
    SCOPED_TRACE(row.name);
    if (row.answers.empty()) {
      row.answers.push_back(fine);
    }
    if (row.preflights.empty()) {
      row.preflights.assign(row.answers.size(), leave);
    }
    EXPECT_EQ(seen(row, fetch::spec_profile()), row.standard);
    EXPECT_EQ(seen(row, fetch::chromium_profile()), row.chromium.value_or(row.standard));
    EXPECT_EQ(seen(row, fetch::firefox_profile()), row.firefox.value_or(row.standard));
    EXPECT_EQ(seen(row, fetch::webkit_profile()), row.webkit.value_or(row.standard));
    EXPECT_TRUE(row.chromium || row.firefox || row.webkit) << "no browser departs";
  }
}

TEST(ProfileTraits, OfAuthorHeadersAreAsTold) {
  expect_as_told(author_header_rows());
}

TEST(ProfileTraits, OfPreflightsAreAsTold) {
  expect_as_told(preflight_rows());
}

TEST(ProfileTraits, OfRedirectsAreAsTold) {
  expect_as_told(redirect_rows());
}

TEST(ProfileTraits, OfResponsesAreAsTold) {
  expect_as_told(response_rows());
}

}  // namespace
}  // namespace corsage::tests
