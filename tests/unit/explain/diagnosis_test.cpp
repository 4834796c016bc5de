#include "corsage/explain/diagnosis.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scripted.hpp"

#include <gtest/gtest.h>

namespace corsage::explain {
namespace {

using fetch::CredentialsMode;
using policy::Config;

constexpr std::string_view allow_origin = "Access-Control-Allow-Origin";
constexpr std::string_view allow_credentials = "Access-Control-Allow-Credentials";
constexpr std::string_view allow_methods = "Access-Control-Allow-Methods";
constexpr std::string_view allow_headers = "Access-Control-Allow-Headers";
constexpr std::string_view expose_headers = "Access-Control-Expose-Headers";
constexpr std::string_view max_age = "Access-Control-Max-Age";

constexpr std::string_view app = "https://app.example";

url::Url at(std::string_view url) {
  return url::Url::parse(url).value();
}

url::Url const api = at("https://api.example/x");

Diagnosis diagnosed(fetch::Request const& request, std::vector<scripted::Rule> server, Interests const& interests = {},
                    std::string_view page = app) {
  fetch::Environment const environment{.origin = url::Origin::parse(page).value()};
  Diagnosis diagnosis;
  diagnose(request, environment, interests, scripted::server(std::move(server)), diagnosis);
  return diagnosis;
}

/// "preflight 0 method-not-allowed"
std::vector<std::string> told(std::vector<Cause> const& causes) {
  std::vector<std::string> lines;
  for (auto const& cause : causes) {
    lines.push_back(std::string(trace::to_string(cause.leg)) + ' ' + std::to_string(cause.hop) + ' ' +
                    std::string(trace::to_string(cause.reason)));
  }
  return lines;
}

struct CauseRow {
  std::string_view name;
  fetch::Request request;
  std::vector<scripted::Rule> server;
  std::vector<std::string> causes;
  bool has_fix = true;
  std::string_view page = app;
};

std::vector<CauseRow> cause_rows() {
  fetch::Request const put{.url = api,
                           .method = "PUT",
                           .headers = {{"X-B", "1"}, {"Authorization", "x"}, {"X-A", "1"}},
                           .credentials = CredentialsMode::include};
  return {
      {.name = "an allowed fetch has none",
       .request = {.url = api},
       .server = {{.headers = {{allow_origin, "*"}}}},
       .causes = {},
       .has_fix = false},
      {.name = "all faults of a preflight, and those of the answer behind it, in a browser's order",
       .request = put,
       .server = {{.method = "OPTIONS", .status = 404}, {.headers = {{allow_origin, "*"}}}},
       .causes = {"preflight 0 allow-origin-missing", "preflight 0 allow-credentials-not-true",
                  "preflight 0 preflight-status", "preflight 0 method-not-allowed",
                  "preflight 0 request-header-not-allowed", "preflight 0 request-header-not-allowed",
                  "preflight 0 request-header-not-allowed", "actual 0 allow-origin-wildcard-with-credentials",
                  "actual 0 allow-credentials-not-true"}},
      {.name = "a redirected preflight was not meant for this page: what else it lacks is no cause",
       .request = put,
       .server = {{.method = "OPTIONS", .status = 301, .headers = {{"Location", "https://api.example/x/"}}},
                  {.headers = {{allow_origin, app}, {allow_credentials, "true"}}}},
       .causes = {"preflight 0 preflight-redirected"}},
      {.name = "a wrong status leaves the preflight's other faults to be told",
       .request = {.url = api, .method = "PUT"},
       .server = {{.method = "OPTIONS", .status = 405, .headers = {{allow_origin, "*"}}},
                  {.headers = {{allow_origin, "*"}}}},
       .causes = {"preflight 0 preflight-status", "preflight 0 method-not-allowed"}},
      {.name = "a list that is none may name the method all the same",
       .request = {.url = api, .method = "PUT"},
       .server = {{.headers = {{allow_origin, "*"}, {allow_methods, "GET, PUT, (any)"}}}},
       .causes = {"preflight 0 allow-methods-malformed"}},
      {.name = "both lists that are none",
       .request = {.url = api, .method = "PUT", .headers = {{"X-A", "1"}}},
       .server = {{.headers = {{allow_origin, "*"}, {allow_methods, "GET PUT"}, {allow_headers, "x-a;"}}}},
       .causes = {"preflight 0 allow-methods-malformed", "preflight 0 allow-headers-malformed",
                  "preflight 0 method-not-allowed", "preflight 0 request-header-not-allowed"}},
      {.name = "every hop",
       .request = {.url = api},
       .server = {{.path = "/x", .status = 302, .headers = {{"Location", "/y"}}}, {}},
       .causes = {"actual 0 allow-origin-missing", "actual 1 allow-origin-missing"}},
      {.name = "redirects that lead back to what was told already add nothing",
       .request = {.url = at("http://api.example/x"), .method = "PUT"},
       .server = {{.status = 301, .headers = {{"Location", "https://api.example/x"}}}},
       .causes = {"preflight 0 preflight-redirected", "actual 0 allow-origin-missing",
                  "preflight 1 preflight-redirected", "actual 1 allow-origin-missing"},
       .has_fix = false,
       .page = "http://app.example"},
      {.name = "a header that belongs in answers is the page's mistake: no policy should allow it",
       .request = {.url = api, .headers = {{"Access-Control-Allow-Origin", "*"}}},
       .server = {{.headers = {{allow_origin, "*"}}}},
       .causes = {"preflight 0 request-header-not-allowed"},
       .has_fix = false},
      {.name = "what no answer can help ends the search",
       .request = {.url = at("https://api.example:25/x"), .method = "PUT"},
       .server = {{}},
       .causes = {"actual 0 bad-port"},
       .has_fix = false},
      {.name = "what no answer can help, behind what a header can",
       .request = {.url = api, .method = "PUT"},
       .server = {{.method = "OPTIONS"}, {.failure = fetch::NetworkFailure::timed_out}},
       .causes = {"preflight 0 allow-origin-missing", "preflight 0 method-not-allowed", "actual 0 timed-out"},
       .has_fix = false},
      {.name = "a tainted origin is null, which no policy should allow",
       .request = {.url = api},
       .server = {{.origin = "https://api.example",
                   .status = 302,
                   .headers = {{allow_origin, app}, {"Location", "https://other.example/y"}}},
                  {}},
       .causes = {"actual 1 allow-origin-missing"},
       .has_fix = false},
      {.name = "another header than those of CORS is repaired, but no policy says it",
       .request = {.url = api, .mode = fetch::RequestMode::no_cors},
       .server = {{.headers = {{"Cross-Origin-Resource-Policy", "same-site"}, {allow_origin, "*"}}}},
       .causes = {"actual 0 cross-origin-resource-policy"},
       .has_fix = false},
      {.name = "a password in Location, and what is behind it",
       .request = {.url = api},
       .server = {{.path = "/x",
                   .status = 302,
                   .headers = {{allow_origin, "*"}, {"Location", "https://u:p@api.example/y"}}},
                  {}},
       .causes = {"actual 0 redirect-credentials-in-location", "actual 1 allow-origin-missing"},
       .has_fix = false},
  };
}

TEST(Diagnosis, TellsEveryCause) {
  for (auto const& row : cause_rows()) {
    SCOPED_TRACE(row.name);
    auto const diagnosis = diagnosed(row.request, row.server, {}, row.page);
    EXPECT_EQ(told(diagnosis.causes), row.causes);
    EXPECT_EQ(diagnosis.fix.has_value(), row.has_fix);
  }
}

struct FixRow {
  std::string_view name;
  fetch::Request request;
  std::vector<scripted::Rule> server;
  Interests interests = {};
  Config policy;
};

std::vector<FixRow> fix_rows() {
  return {
      {.name = "the page's one origin",
       .request = {.url = api},
       .server = {{}},
       .policy = {.origins = {"https://app.example"}}},
      {.name = "everybody, where everybody was let in before",
       .request = {.url = api, .method = "PUT"},
       .server = {{.method = "OPTIONS", .headers = {{allow_origin, "*"}, {allow_methods, "PUT"}}}, {}},
       .policy = {.origins = {"*"}, .methods = {"PUT"}}},
      {.name = "the page's one origin, where everybody is let in only by the URL that a redirect leads to",
       .request = {.url = api},
       .server = {{.path = "/x", .status = 302, .headers = {{"Location", "/y"}}}, {.headers = {{allow_origin, "*"}}}},
       .policy = {.origins = {"https://app.example"}}},
      {.name = "everybody, where redirects leave the page no origin and the first lets everybody in",
       .request = {.url = api},
       .server = {{.path = "/x",
                   .status = 302,
                   .headers = {{"Location", "https://other.example/y"}, {allow_origin, "*"}}},
                  {}},
       .policy = {.origins = {"*"}}},
      {.name = "never everybody with credentials",
       .request = {.url = api, .credentials = CredentialsMode::include},
       .server = {{.headers = {{allow_origin, "*"}}}},
       .policy = {.origins = {"https://app.example"}, .credentials = true}},
      {.name = "the method and the headers of this request beside those allowed before",
       .request = {.url = api, .method = "PATCH", .headers = {{"X-New", "1"}}},
       .server = {{.method = "OPTIONS",
                   .headers = {{allow_origin, app},
                               {allow_methods, "GET, PUT, DELETE"},
                               {allow_headers, "Content-Type"},
                               {max_age, "600"}}},
                  {.headers = {{allow_origin, app}, {expose_headers, "X-Total-Count"}}}},
       .policy = {.origins = {"https://app.example"},
                  .methods = {"PUT", "DELETE", "PATCH"},
                  .request_headers = {"content-type", "x-new"},
                  .response_headers = {"x-total-count"},
                  .max_age = 600}},
      {.name = "a wildcard stands for all, but for Authorization",
       .request = {.url = api, .method = "PUT", .headers = {{"Authorization", "x"}, {"X-A", "1"}}},
       .server = {{.headers = {{allow_origin, app}, {allow_methods, "PUT, *"}, {allow_headers, "X-B, *"}}}},
       .policy = {.origins = {"https://app.example"}, .methods = {"*"}, .request_headers = {"*", "authorization"}}},
      {.name = "a wildcard is a name like any other with credentials",
       .request = {.url = api, .method = "PUT", .headers = {{"X-A", "1"}}, .credentials = CredentialsMode::include},
       .server = {{.headers =
                       {{allow_origin, app}, {allow_credentials, "true"}, {allow_methods, "*"}, {allow_headers, "*"}}}},
       .policy =
           {.origins = {"https://app.example"}, .credentials = true, .methods = {"PUT"}, .request_headers = {"x-a"}}},
      {.name = "the response headers that the page wants to read",
       .request = {.url = api},
       .server = {{.headers = {{"X-Total-Count", "57"}, {"Content-Type", "text/plain"}}}},
       .interests = {.reads = {"x-total-count", "content-type"}},
       .policy = {.origins = {"https://app.example"}, .response_headers = {"x-total-count"}}},
      {.name = "a redirected preflight is answered as this request needs",
       .request = {.url = api, .method = "PUT", .headers = {{"X-A", "1"}}},
       .server = {{.method = "OPTIONS", .status = 308, .headers = {{"Location", "/y"}, {allow_methods, "*"}}},
                  {.headers = {{allow_origin, app}}}},
       .policy = {.origins = {"https://app.example"}, .methods = {"PUT"}, .request_headers = {"x-a"}}},
  };
}

TEST(Fix, IsTheSmallestPolicyThatLetsTheRequestThrough) {
  for (auto const& row : fix_rows()) {
    SCOPED_TRACE(row.name);
    auto const diagnosis = diagnosed(row.request, row.server, row.interests);
    ASSERT_TRUE(diagnosis.fix);
    EXPECT_TRUE(diagnosis.fix->proved);
    EXPECT_EQ(diagnosis.repaired.outcome.verdict, fetch::Verdict::allowed);
    auto const& policy = diagnosis.fix->policy;
    EXPECT_EQ(policy.origins, row.policy.origins);
    EXPECT_EQ(policy.methods, row.policy.methods);
    EXPECT_EQ(policy.request_headers, row.policy.request_headers);
    EXPECT_EQ(policy.response_headers, row.policy.response_headers);
    EXPECT_EQ(policy, row.policy);
  }
}

TEST(Fix, IsNoneForTheOriginNull) {
  auto const diagnosis = diagnosed({.url = api}, {{}}, {}, "null");
  EXPECT_EQ(told(diagnosis.causes), std::vector<std::string>{"actual 0 allow-origin-missing"});
  EXPECT_EQ(diagnosis.repaired.outcome.verdict, fetch::Verdict::allowed);
  EXPECT_FALSE(diagnosis.fix);
}

TEST(Findings, TellALoginOnce) {
  auto const diagnosis =
      diagnosed({.url = api}, {{.path = "/x", .status = 302, .headers = {{"Location", "/login"}}}, {}});
  EXPECT_EQ(told(diagnosis.causes),
            (std::vector<std::string>{"actual 0 allow-origin-missing", "actual 1 allow-origin-missing"}));
  EXPECT_EQ(told(diagnosis.findings), std::vector<std::string>{"actual 0 login-redirect-hidden"});
}

TEST(Diagnosis, LeavesTheEvidenceAsItCame) {
  fetch::Request const put{.url = api, .method = "PUT"};
  auto const diagnosis = diagnosed(put, {{.method = "OPTIONS", .status = 404}, {.status = 500}});
  ASSERT_EQ(diagnosis.run.journal.size(), 1U);
  EXPECT_EQ(diagnosis.run.journal[0].answered()->response.status, 404);
  ASSERT_EQ(diagnosis.beyond.size(), 1U);
  EXPECT_FALSE(diagnosis.beyond[0].answered()->response.headers.contains(allow_origin));
  ASSERT_EQ(diagnosis.repaired.journal.size(), 2U);
  EXPECT_TRUE(diagnosis.repaired.journal[1].answered()->response.headers.contains(allow_origin));
  EXPECT_EQ(exchange_of(diagnosis, diagnosis.causes.front()), &diagnosis.run.journal[0]);
  EXPECT_EQ(exchange_of(diagnosis, diagnosis.causes.back()), &diagnosis.beyond[0]);
}

TEST(Diagnosis, EndsWhereEvidenceEnds) {
  fetch::Environment const page{.origin = url::Origin::parse(app).value()};
  auto const only_preflights = [](fetch::WireRequest const& request) {
    return request.method == "OPTIONS" ? std::optional(scripted::answer_of({.status = 404})) : std::nullopt;
  };
  Diagnosis diagnosis;
  diagnose({.url = api, .method = "PUT"}, page, {}, only_preflights, diagnosis);
  EXPECT_EQ(told(diagnosis.causes),
            (std::vector<std::string>{"preflight 0 allow-origin-missing", "preflight 0 preflight-status",
                                      "preflight 0 method-not-allowed"}));
  EXPECT_EQ(diagnosis.repaired.outcome.verdict, fetch::Verdict::undetermined);
  EXPECT_TRUE(diagnosis.repaired.waiting);
  EXPECT_FALSE(diagnosis.fix);
}

TEST(Diagnosis, IsTheSameWithMemoryUsedBefore) {
  Diagnosis used;
  for (auto const& row : cause_rows()) {
    SCOPED_TRACE(row.name);
    fetch::Environment const page{.origin = url::Origin::parse(row.page).value()};
    used.run.clear();
    used.run.cache = {};
    diagnose(row.request, page, {}, scripted::server(row.server), used);
    auto const fresh = diagnosed(row.request, row.server, {}, row.page);
    EXPECT_EQ(used.causes, fresh.causes);
    EXPECT_EQ(used.findings, fresh.findings);
    EXPECT_EQ(used.fix.has_value(), fresh.fix.has_value());
    EXPECT_EQ(used.beyond.size(), fresh.beyond.size());
  }
}

TEST(Diagnosis, StartsEveryRunWithTheCacheItWasGiven) {
  fetch::Environment const page{.origin = url::Origin::parse(app).value()};
  Diagnosis diagnosis;
  diagnosis.run.cache.store_method({.byte_serialized_origin = app, .url = api.href()}, "PUT", 600);
  diagnose({.url = api, .method = "PUT"}, page, {}, scripted::server({{}}), diagnosis);
  // The cached preflight is spared in the first run; the failure forgets it for a browser, not for the proof.
  EXPECT_EQ(told(diagnosis.causes), std::vector<std::string>{"actual 0 allow-origin-missing"});
  EXPECT_TRUE(diagnosis.fix);
}

}  // namespace
}  // namespace corsage::explain
