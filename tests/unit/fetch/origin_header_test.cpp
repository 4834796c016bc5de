#include "support/page.hpp"

#include <gtest/gtest.h>

namespace corsage::tests {
namespace {

using fetch::ReferrerPolicy;
using fetch::RequestMode;

struct Row {
  std::string name;
  std::string page = "https://app.example";
  std::string method;
  std::string url;
  RequestMode mode;
  ReferrerPolicy policy = ReferrerPolicy::empty;
  fetch::Profile const* profile = &fetch::spec_profile();
  std::string sent;  ///< empty: no Origin header
};

std::string const own = "https://app.example/x";
std::string const other = "https://api.example/x";
std::string const page = "https://app.example";

// Rule 79: https://fetch.spec.whatwg.org/#append-a-request-origin-header
std::vector<Row> const rows{
    {.name = "a GET within the origin", .method = "GET", .url = own, .mode = RequestMode::cors, .sent = ""},
    {.name = "a HEAD within the origin", .method = "HEAD", .url = own, .mode = RequestMode::cors, .sent = ""},
    {.name = "a POST within the origin", .method = "POST", .url = own, .mode = RequestMode::cors, .sent = page},
    {.name = "a GET across origins", .method = "GET", .url = other, .mode = RequestMode::cors, .sent = page},
    {.name = "a referrer policy does not blank a CORS request",
     .method = "GET",
     .url = other,
     .mode = RequestMode::cors,
     .policy = ReferrerPolicy::no_referrer,
     .sent = page},
    {.name = "... nor a POST of mode cors within the origin",
     .method = "POST",
     .url = own,
     .mode = RequestMode::cors,
     .policy = ReferrerPolicy::no_referrer,
     .sent = page},
    {.name = "a no-cors GET", .method = "GET", .url = other, .mode = RequestMode::no_cors, .sent = ""},
    {.name = "a no-cors POST", .method = "POST", .url = other, .mode = RequestMode::no_cors, .sent = page},
    {.name = "no-referrer blanks a no-cors POST",
     .method = "POST",
     .url = other,
     .mode = RequestMode::no_cors,
     .policy = ReferrerPolicy::no_referrer,
     .sent = "null"},
    {.name = "... but not in Chromium",
     .method = "POST",
     .url = other,
     .mode = RequestMode::no_cors,
     .policy = ReferrerPolicy::no_referrer,
     .profile = &fetch::chromium_profile(),
     .sent = page},
    {.name = "same-origin blanks it across origins",
     .method = "POST",
     .url = other,
     .mode = RequestMode::no_cors,
     .policy = ReferrerPolicy::same_origin,
     .sent = "null"},
    {.name = "same-origin keeps it within the origin",
     .method = "POST",
     .url = own,
     .mode = RequestMode::no_cors,
     .policy = ReferrerPolicy::same_origin,
     .sent = page},
    {.name = "strict-origin keeps it from https to https",
     .method = "POST",
     .url = other,
     .mode = RequestMode::no_cors,
     .policy = ReferrerPolicy::strict_origin,
     .sent = page},
    {.name = "strict-origin blanks it from https to http",
     .method = "POST",
     .url = "http://localhost/x",
     .mode = RequestMode::no_cors,
     .policy = ReferrerPolicy::strict_origin,
     .sent = "null"},
    {.name = "no-referrer-when-downgrade keeps it from https to https",
     .method = "POST",
     .url = other,
     .mode = RequestMode::no_cors,
     .policy = ReferrerPolicy::no_referrer_when_downgrade,
     .sent = page},
    {.name = "no-referrer-when-downgrade blanks it from https to http",
     .method = "POST",
     .url = "http://localhost/x",
     .mode = RequestMode::no_cors,
     .policy = ReferrerPolicy::no_referrer_when_downgrade,
     .sent = "null"},
    {.name = "an opaque origin has no other to tell",
     .page = "null",
     .method = "POST",
     .url = other,
     .mode = RequestMode::no_cors,
     .policy = ReferrerPolicy::unsafe_url,
     .sent = "null"},
    {.name = "... nor across origins with CORS",
     .page = "null",
     .method = "GET",
     .url = other,
     .mode = RequestMode::cors,
     .sent = "null"},
    {.name = "unsafe-url never blanks it",
     .method = "POST",
     .url = "http://localhost/x",
     .mode = RequestMode::no_cors,
     .policy = ReferrerPolicy::unsafe_url,
     .sent = page},
};

TEST(OriginHeader, IsSentByTheTable) {
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    Ask const ask{.page = row.page, .url = row.url, .method = row.method, .mode = row.mode, .profile = row.profile};
    auto request = request_of(ask);
    request.referrer_policy = row.policy;
    auto const result = run(request, environment_of(ask), {answer(200)});
    ASSERT_EQ(result.journal.size(), 1U);
    auto const origin = result.journal[0].request.headers.get("origin");
    EXPECT_EQ(origin ? std::string(origin->view()) : "", row.sent);
  }
}

}  // namespace
}  // namespace corsage::tests
