#include "support/page.hpp"

#include <gtest/gtest.h>

namespace corsage::tests {
namespace {

using fetch::CredentialsMode;

struct Row {
  std::string name;
  std::vector<std::string> allow_origin;
  std::vector<std::string> allow_credentials = {};
  CredentialsMode credentials = CredentialsMode::same_origin;
  std::string page = "https://app.example";
  std::string blocked_by = {};
  std::string blocked_at = {};
};

// Rules 92 to 97: https://fetch.spec.whatwg.org/#concept-cors-check
std::vector<Row> const rows{
    {.name = "no header, no access",
     .allow_origin = {},
     .blocked_by = "allow-origin-missing",
     .blocked_at = "cors-check 2"},
    {.name = "a wildcard is enough without credentials", .allow_origin = {"*"}},
    {.name = "credentials same-origin are not included across origins",
     .allow_origin = {"*"},
     .credentials = CredentialsMode::same_origin},
    {.name = "a wildcard is no origin with credentials",
     .allow_origin = {"*"},
     .allow_credentials = {"true"},
     .credentials = CredentialsMode::include,
     .blocked_by = "allow-origin-wildcard-with-credentials",
     .blocked_at = "cors-check 4"},
    {.name = "the page's origin, byte for byte", .allow_origin = {"https://app.example"}},
    {.name = "white space around the value does not count", .allow_origin = {" \thttps://app.example\t "}},
    {.name = "case counts",
     .allow_origin = {"https://APP.example"},
     .blocked_by = "allow-origin-mismatch",
     .blocked_at = "cors-check 4"},
    {.name = "a trailing slash counts",
     .allow_origin = {"https://app.example/"},
     .blocked_by = "allow-origin-mismatch",
     .blocked_at = "cors-check 4"},
    {.name = "a default port is no part of an origin",
     .allow_origin = {"https://app.example:443"},
     .blocked_by = "allow-origin-mismatch",
     .blocked_at = "cors-check 4"},
    {.name = "a path is no part of an origin",
     .allow_origin = {"https://app.example/page"},
     .blocked_by = "allow-origin-mismatch",
     .blocked_at = "cors-check 4"},
    {.name = "a wildcard for a label is only a value",
     .allow_origin = {"https://*.example"},
     .blocked_by = "allow-origin-mismatch",
     .blocked_at = "cors-check 4"},
    {.name = "a host alone is no origin",
     .allow_origin = {"app.example"},
     .blocked_by = "allow-origin-invalid",
     .blocked_at = "cors-check 4"},
    {.name = "an empty value is no origin",
     .allow_origin = {""},
     .blocked_by = "allow-origin-invalid",
     .blocked_at = "cors-check 4"},
    {.name = "a list in one line is no origin",
     .allow_origin = {"https://app.example, https://b.example"},
     .blocked_by = "allow-origin-multiple",
     .blocked_at = "cors-check 4"},
    {.name = "two equal lines are two values",
     .allow_origin = {"https://app.example", "https://app.example"},
     .blocked_by = "allow-origin-multiple",
     .blocked_at = "cors-check 4"},
    {.name = "two wildcards are no wildcard",
     .allow_origin = {"*", "*"},
     .blocked_by = "allow-origin-multiple",
     .blocked_at = "cors-check 4"},
    {.name = "null is another origin to a page that has one",
     .allow_origin = {"null"},
     .blocked_by = "allow-origin-mismatch",
     .blocked_at = "cors-check 4"},
    {.name = "null fits a page with an opaque origin", .allow_origin = {"null"}, .page = "null"},
    {.name = "a wildcard fits a page with an opaque origin", .allow_origin = {"*"}, .page = "null"},
    {.name = "with credentials the server has to say so",
     .allow_origin = {"https://app.example"},
     .credentials = CredentialsMode::include,
     .blocked_by = "allow-credentials-not-true",
     .blocked_at = "cors-check 8"},
    {.name = "true is enough",
     .allow_origin = {"https://app.example"},
     .allow_credentials = {"true"},
     .credentials = CredentialsMode::include},
    {.name = "True is not true",
     .allow_origin = {"https://app.example"},
     .allow_credentials = {"True"},
     .credentials = CredentialsMode::include,
     .blocked_by = "allow-credentials-not-true",
     .blocked_at = "cors-check 8"},
    {.name = "true twice is not true",
     .allow_origin = {"https://app.example"},
     .allow_credentials = {"true", "true"},
     .credentials = CredentialsMode::include,
     .blocked_by = "allow-credentials-not-true",
     .blocked_at = "cors-check 8"},
    {.name = "without credentials the credentials header does not count",
     .allow_origin = {"https://app.example"},
     .allow_credentials = {"no"}},
};

TEST(CorsCheck, JudgesEveryFormOfTheHeaders) {
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    auto response = answer(200);
    for (auto const& value : row.allow_origin) {
      response.headers.append("Access-Control-Allow-Origin", value);
    }
    for (auto const& value : row.allow_credentials) {
      response.headers.append("Access-Control-Allow-Credentials", value);
    }
    auto const result = run(Ask{.page = row.page, .credentials = row.credentials}, {response});
    EXPECT_EQ(blocked_by(result), row.blocked_by);
    EXPECT_EQ(blocked_at(result), row.blocked_at);
    EXPECT_EQ(result.outcome.verdict == fetch::Verdict::allowed, row.blocked_by.empty());
  }
}

TEST(CorsCheck, IsMadeOnEveryStatus) {
  for (int const status : {200, 204, 301, 403, 404, 500}) {
    SCOPED_TRACE(status);
    EXPECT_EQ(blocked_by(run(Ask{}, {answer(status)})), "allow-origin-missing");
    auto const result = run(Ask{}, {answer(status, {{"Access-Control-Allow-Origin", "*"}})});
    EXPECT_EQ(result.outcome.status, status);
  }
}

TEST(CorsCheck, CarriesItsEvidence) {
  auto const result = run(Ask{}, {answer(200, {{"Access-Control-Allow-Origin", "https://b.example"}})});
  auto const* const event = result.trace.block();
  ASSERT_NE(event, nullptr);
  EXPECT_EQ(result.trace.argument(*event, trace::ArgumentName::value), "https://b.example");
  EXPECT_EQ(result.trace.argument(*event, trace::ArgumentName::expected), "https://app.example");
  EXPECT_EQ(event->leg, trace::Leg::actual);
  EXPECT_EQ(event->exchange, 0);
}

}  // namespace
}  // namespace corsage::tests
