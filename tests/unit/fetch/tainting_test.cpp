#include "support/page.hpp"

#include <gtest/gtest.h>

namespace corsage::tests {
namespace {

using fetch::CredentialsMode;
using fetch::RequestMode;

struct Row {
  std::string name;
  Ask ask;
  std::string type;  ///< empty when blocked
  std::string blocked_by = {};
};

// Rules 50 to 57: https://fetch.spec.whatwg.org/#concept-main-fetch , step 12.
std::vector<Row> const rows{
    {"within the origin", {.url = "https://app.example/x"}, "basic"},
    {"the scheme's own port is the same origin", {.url = "https://app.example:443/x"}, "basic"},
    {"another port", {.url = "https://app.example:8443/x"}, "cors"},
    {"another scheme", {.page = "http://app.example", .url = "https://app.example/x"}, "cors"},
    {"another host", {}, "cors"},
    {"a trailing dot is another host", {.url = "https://app.example./x"}, "cors"},
    {"an opaque origin has no own URLs", {.page = "null", .url = "https://app.example/x"}, "cors"},
    {"mode same-origin across origins", {.mode = RequestMode::same_origin}, "", "cross-origin-in-same-origin-mode"},
    {"mode same-origin within the origin", {.url = "https://app.example/x", .mode = RequestMode::same_origin}, "basic"},
    {"mode no-cors across origins", {.mode = RequestMode::no_cors}, "opaque"},
    {"mode no-cors within the origin", {.url = "https://app.example/x", .mode = RequestMode::no_cors}, "basic"},
    {"data: belongs to everybody", {.url = "data:text/plain,hi"}, "basic"},
    {"about:blank is no CORS URL", {.url = "about:blank"}, "", "scheme-not-http"},
    {"ftp: neither", {.url = "ftp://api.example/x"}, "", "scheme-not-http"},
    {"file: neither", {.url = "file:///etc/passwd"}, "", "scheme-not-http"},
    {"an unknown scheme, unseen", {.url = "nosuch:x", .mode = RequestMode::no_cors}, "", "scheme-not-http"},
};

TEST(Tainting, FollowsTheDecisionTree) {
  for (auto const& [name, ask, type, expected] : rows) {
    SCOPED_TRACE(name);
    auto const result = run(ask, {answer(200, {{"Access-Control-Allow-Origin", "*"}})});
    EXPECT_EQ(blocked_by(result), expected);
    if (!type.empty()) {
      EXPECT_EQ(to_string(result.outcome.type), type);
    }
  }
}

struct CredentialsRow {
  std::string name;
  std::string url;
  CredentialsMode credentials;
  RequestMode mode;
  bool are_included;
};

std::string const own = "https://app.example/x";
std::string const other = "https://api.example/x";

// Rule 76.
std::vector<CredentialsRow> const credentials_rows{
    {"omit", own, CredentialsMode::omit, RequestMode::cors, false},
    {"same-origin within the origin", own, CredentialsMode::same_origin, RequestMode::cors, true},
    {"same-origin across origins", other, CredentialsMode::same_origin, RequestMode::cors, false},
    {"same-origin across origins, mode no-cors", other, CredentialsMode::same_origin, RequestMode::no_cors, false},
    {"include across origins", other, CredentialsMode::include, RequestMode::cors, true},
    {"include across origins, mode no-cors", other, CredentialsMode::include, RequestMode::no_cors, true},
};

TEST(Credentials, GoWithTheExchangesThatMayCarryThem) {
  for (auto const& [name, url, credentials, mode, are_included] : credentials_rows) {
    SCOPED_TRACE(name);
    auto const result = run({.url = url, .credentials = credentials, .mode = mode}, {answer(200)});
    ASSERT_EQ(result.journal.size(), 1U);
    EXPECT_EQ(result.journal[0].request.include_credentials, are_included);
  }
}

TEST(Credentials, OfModeSameOriginDoNotComeBackAfterAnotherOrigin) {
  auto const hop = answer(302, {{"Access-Control-Allow-Origin", "*"}, {"Location", "https://app.example/y"}});
  auto const result = run({}, {hop, answer(200, {{"Access-Control-Allow-Origin", "*"}})});
  ASSERT_EQ(result.journal.size(), 2U);
  EXPECT_FALSE(result.journal[1].request.include_credentials);
  EXPECT_EQ(result.outcome.type, fetch::ResponseType::cors);
}

struct KeptRow {
  std::string name;
  std::string url;
  RequestMode mode;
  fetch::Profile const* profile;
  bool are_included;
};

// Row 7 of the measured differences: a request within the origin that is redirected to another one.
std::vector<KeptRow> const kept_rows{
    {"mode no-cors, by the standard", own, RequestMode::no_cors, &fetch::spec_profile(), false},
    {"... in Chromium", own, RequestMode::no_cors, &fetch::chromium_profile(), false},
    {"... in Firefox", own, RequestMode::no_cors, &fetch::firefox_profile(), false},
    {"... in WebKit", own, RequestMode::no_cors, &fetch::webkit_profile(), true},
    {"... in WebKit, from another origin on", other, RequestMode::no_cors, &fetch::webkit_profile(), false},
    {"mode cors, in WebKit", own, RequestMode::cors, &fetch::webkit_profile(), false},
};

TEST(Credentials, OfModeSameOriginStayAtHomeWhenRedirected) {
  for (auto const& [name, url, mode, profile, are_included] : kept_rows) {
    SCOPED_TRACE(name);
    auto const hop = answer(302, {{"Access-Control-Allow-Origin", "*"}, {"Location", "https://b.example/y"}});
    auto const result = run({.url = url, .mode = mode, .profile = profile}, {hop, answer(200)});
    ASSERT_EQ(result.journal.size(), 2U);
    EXPECT_EQ(result.journal[1].request.include_credentials, are_included);
  }
}

TEST(Credentials, StayAtHomeUnderCredentiallessEmbedding) {
  Ask const ask{.credentials = CredentialsMode::include, .mode = RequestMode::no_cors};
  auto environment = environment_of(ask);
  environment.embedder_policy = fetch::EmbedderPolicy::credentialless;
  auto const result = run(request_of(ask), environment, {answer(200)});
  EXPECT_FALSE(result.journal.at(0).request.include_credentials);
}

}  // namespace
}  // namespace corsage::tests
