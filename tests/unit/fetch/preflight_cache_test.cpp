#include "corsage/fetch/preflight_cache.hpp"

#include "support/page.hpp"

#include <gtest/gtest.h>

namespace corsage::tests {
namespace {

using fetch::CredentialsMode;
using fetch::PreflightCache;

/// One browser session: fetches one after the other over the same cache.
class Browser {
 public:
  explicit Browser(fetch::Profile const& profile) : profile_(profile) {}

  /// Fetches at `time`; true when a preflight was sent.
  bool preflights(Ask ask, double time, std::vector<http::HeaderList::Line> const& preflight_headers) {
    ask.profile = &profile_;
    auto preflight = answer(204);
    for (auto const& [name, value] : preflight_headers) {
      preflight.headers.append(name, value);
    }
    fetch::Run result;
    result.cache = cache_;
    bool preflighted = false;
    fetch::fetch(request_of(ask), environment_of(ask), time, result, [&](fetch::WireRequest const& wire) {
      preflighted = preflighted || wire.leg == trace::Leg::preflight;
      auto const actual = answer(
          200, {{"Access-Control-Allow-Origin", "https://app.example"}, {"Access-Control-Allow-Credentials", "true"}});
      return fetch::Answered{.response = wire.leg == trace::Leg::preflight ? preflight : actual};
    });
    cache_ = result.cache;
    return preflighted;
  }

 private:
  fetch::Profile const& profile_;
  PreflightCache cache_;
};

/// Each line of `max_age` is a line of its own in the answer.
std::vector<http::HeaderList::Line> allowing(std::string_view methods, std::string_view headers,
                                             std::optional<std::string_view> max_age = std::nullopt) {
  std::vector<http::HeaderList::Line> lines{{"Access-Control-Allow-Origin", "https://app.example"},
                                            {"Access-Control-Allow-Credentials", "true"},
                                            {"Access-Control-Allow-Methods", methods},
                                            {"Access-Control-Allow-Headers", headers}};
  while (max_age) {
    auto const end = max_age->find('\n');
    lines.push_back({"Access-Control-Max-Age", max_age->substr(0, end)});
    max_age = end == std::string_view::npos ? std::nullopt : std::optional(max_age->substr(end + 1));
  }
  return lines;
}

struct AgeRow {
  std::string name;
  fetch::Profile const* profile;
  std::optional<std::string_view> max_age;
  double cached_until;  ///< 0: not cached
};

// Rule 87 and rows b2 to b5.
std::vector<AgeRow> const age_rows{
    {"absent", &fetch::spec_profile(), std::nullopt, 5},
    {"given", &fetch::spec_profile(), "60", 60},
    {"zero", &fetch::spec_profile(), "0", 0},
    {"negative, by the standard", &fetch::spec_profile(), "-1", 5},
    {"negative, in Chromium", &fetch::chromium_profile(), "-1", 0},
    {"negative, in Firefox", &fetch::firefox_profile(), "-1", 0},
    {"negative, in WebKit", &fetch::webkit_profile(), "-1", 0},
    {"unreadable, by the standard", &fetch::spec_profile(), "abc", 5},
    {"empty, in Firefox", &fetch::firefox_profile(), "", 5},
    {"unreadable, in Firefox", &fetch::firefox_profile(), "abc", 0},
    {"with a sign, by the standard", &fetch::spec_profile(), "+60", 5},
    {"with a sign, in Chromium", &fetch::chromium_profile(), "+5", 5},
    {"with a sign, in Firefox", &fetch::firefox_profile(), "+5", 0},
    {"with a sign, in WebKit", &fetch::webkit_profile(), "+5", 5},
    {"with a fraction, by the standard", &fetch::spec_profile(), "60.5", 5},
    {"with a fraction, in Chromium", &fetch::chromium_profile(), "5.5", 5},
    {"with a fraction, in Firefox", &fetch::firefox_profile(), "5.5", 0},
    {"with a fraction, in WebKit", &fetch::webkit_profile(), "5.5", 5},
    {"two lines, by the standard", &fetch::spec_profile(), "60\n60", 5},
    {"Chromium's limit", &fetch::chromium_profile(), "999999", 7200},
    {"Firefox's limit", &fetch::firefox_profile(), "999999", 86400},
    {"WebKit's limit", &fetch::webkit_profile(), "999999", 600},
};

TEST(PreflightCache, RemembersAsLongAsTheTableSays) {
  for (auto const& [name, profile, max_age, cached_until] : age_rows) {
    SCOPED_TRACE(name);
    Browser browser(*profile);
    EXPECT_TRUE(browser.preflights({.method = "PUT"}, 0, allowing("PUT", "", max_age)));
    if (cached_until > 0) {
      EXPECT_FALSE(browser.preflights({.method = "PUT"}, cached_until - 1, allowing("PUT", "", max_age)));
    }
    EXPECT_TRUE(browser.preflights({.method = "PUT"}, cached_until, allowing("PUT", "", max_age)));
  }
}

struct ReuseRow {
  std::string name;
  fetch::Profile const* profile;
  Ask first;
  std::string methods;
  std::string headers;
  Ask second;
  bool preflights_again;
};

Ask const put{.method = "PUT"};
Ask const put_with_credentials{.method = "PUT", .credentials = CredentialsMode::include};

// Rules 88 to 91 and rows b6 to b12.
std::vector<ReuseRow> const reuse_rows{
    {"the same again", &fetch::spec_profile(), put, "PUT", "", put, false},
    {"another method that was listed too", &fetch::spec_profile(), put, "PUT, DELETE", "", {.method = "DELETE"}, false},
    {"another method that was not", &fetch::spec_profile(), put, "PUT", "", {.method = "DELETE"}, true},
    {"a header that was listed, in another case",
     &fetch::spec_profile(),
     put,
     "PUT",
     "X-A",
     {.method = "PUT", .headers = {{"x-a", "1"}}},
     false},
    {"a header that was not",
     &fetch::spec_profile(),
     put,
     "PUT",
     "",
     {.method = "PUT", .headers = {{"x-a", "1"}}},
     true},
    {"a wildcard serves another method", &fetch::spec_profile(), put, "*", "", {.method = "DELETE"}, false},
    {"... but never in Firefox", &fetch::firefox_profile(), put, "*", "", {.method = "DELETE"}, true},
    {"a wildcard does not serve Authorization",
     &fetch::spec_profile(),
     put,
     "PUT",
     "*",
     {.method = "PUT", .headers = {{"authorization", "1"}}},
     true},
    {"... but in WebKit",
     &fetch::webkit_profile(),
     put,
     "PUT",
     "*",
     {.method = "PUT", .headers = {{"authorization", "1"}}},
     false},
    {"another URL", &fetch::spec_profile(), put, "PUT", "", {.url = "https://api.example/y", .method = "PUT"}, true},
    {"another query",
     &fetch::spec_profile(),
     put,
     "PUT",
     "",
     {.url = "https://api.example/x?y", .method = "PUT"},
     true},
    {"another fragment",
     &fetch::spec_profile(),
     put,
     "PUT",
     "",
     {.url = "https://api.example/x#y", .method = "PUT"},
     true},
    {"asked with credentials, used without", &fetch::spec_profile(), put_with_credentials, "PUT", "", put, false},
    {"... but not in Firefox", &fetch::firefox_profile(), put_with_credentials, "PUT", "", put, true},
    {"asked without credentials, used with", &fetch::spec_profile(), put, "PUT", "", put_with_credentials, true},
    {"a wildcard got with credentials is a name",
     &fetch::spec_profile(),
     put_with_credentials,
     "PUT, *",
     "",
     {.method = "DELETE", .credentials = CredentialsMode::include},
     true},
    {"HEAD needs no entry",
     &fetch::spec_profile(),
     {.headers = {{"x-a", "1"}}},
     "",
     "x-a",
     {.method = "HEAD", .headers = {{"x-a", "1"}}},
     false},
    {"... but in Firefox",
     &fetch::firefox_profile(),
     {.headers = {{"x-a", "1"}}},
     "",
     "x-a",
     {.method = "HEAD", .headers = {{"x-a", "1"}}},
     true},
};

TEST(PreflightCache, ServesWhatTheTableSays) {
  for (auto const& row : reuse_rows) {
    SCOPED_TRACE(row.name);
    Browser browser(*row.profile);
    ASSERT_TRUE(browser.preflights(row.first, 0, allowing(row.methods, row.headers, "60")));
    EXPECT_EQ(browser.preflights(row.second, 1, allowing("PUT, DELETE", "x-a, authorization", "60")),
              row.preflights_again);
  }
}

struct ProfileRow {
  fetch::Profile const* profile;
  bool keeps_one;                  ///< row b10
  bool reuses_wildcards;           ///< row b6
  bool serves_plain;               ///< row b7
  bool exempts_head;               ///< row b12
  bool star_covers_authorization;  ///< row b9
};

std::vector<ProfileRow> const profile_rows{
    {&fetch::spec_profile(), false, true, true, true, false},
    {&fetch::chromium_profile(), true, true, true, true, false},
    {&fetch::firefox_profile(), false, false, false, false, false},
    {&fetch::webkit_profile(), true, true, true, true, true},
};

TEST(PreflightCache, IsEachBrowsersOwn) {
  Ask const del{.method = "DELETE"};
  Ask const head{.method = "HEAD", .headers = {{"x-a", "1"}}};
  Ask const get{.headers = {{"x-a", "1"}}};
  Ask const authorized{.headers = {{"authorization", "1"}}};
  for (auto const& row : profile_rows) {
    SCOPED_TRACE(row.profile->name);
    auto const second_asks = [&row](Ask const& first, std::vector<http::HeaderList::Line> const& answer,
                                    Ask const& second) {
      Browser browser(*row.profile);
      EXPECT_TRUE(browser.preflights(first, 0, answer));
      return browser.preflights(second, 1, answer);
    };
    EXPECT_EQ(second_asks(put, allowing("*", "", "60"), del), !row.reuses_wildcards);
    EXPECT_EQ(second_asks(put_with_credentials, allowing("PUT", "", "60"), put), !row.serves_plain);
    EXPECT_FALSE(second_asks(get, allowing("", "x-a", "60"), get));
    EXPECT_EQ(second_asks(get, allowing("", "x-a", "60"), head), !row.exempts_head);
    EXPECT_EQ(second_asks(get, allowing("", "x-a, *", "60"), authorized), !row.star_covers_authorization);

    Browser browser(*row.profile);
    EXPECT_TRUE(browser.preflights(put, 0, allowing("PUT", "", "60")));
    EXPECT_TRUE(browser.preflights(del, 1, allowing("DELETE", "", "60")));
    EXPECT_EQ(browser.preflights(put, 2, allowing("PUT", "", "60")), row.keeps_one);
  }
}

TEST(PreflightCache, IsClearedForAUrlWhoseFetchFails) {
  fetch::Run result;
  Ask const ask{.method = "PUT"};
  auto const good = answer(204, {{"Access-Control-Allow-Origin", "*"}, {"Access-Control-Allow-Methods", "PUT"}});
  fetch::fetch(request_of(ask), environment_of(ask), 0, result, [&](fetch::WireRequest const& wire) {
    return fetch::Answered{.response = wire.leg == trace::Leg::preflight ? good : answer(200)};
  });
  EXPECT_EQ(blocked_by(result), "allow-origin-missing");
  EXPECT_TRUE(result.cache.answers().empty());
}

// Rule 90: what is cleared is what the request stands at when it fails, and that is the last URL it was led to.
TEST(PreflightCache, IsClearedForTheLastUrlOfARedirect) {
  fetch::Run result;
  Ask const ask{.url = "https://api.example/1", .method = "PUT"};
  http::HeaderList::Line const allow_all{"Access-Control-Allow-Origin", "*"};
  auto const good = answer(204, {allow_all, {"Access-Control-Allow-Methods", "PUT"}});
  fetch::fetch(request_of(ask), environment_of(ask), 0, result, [&](fetch::WireRequest const& wire) {
    auto const actual = wire.hop == 0 ? answer(307, {allow_all, {"Location", "/2"}}) : answer(200);
    return fetch::Answered{.response = wire.leg == trace::Leg::preflight ? good : actual};
  });
  EXPECT_EQ(blocked_by(result), "allow-origin-missing");
  EXPECT_EQ(exchanges(result),
            (std::vector<std::string>{"OPTIONS https://api.example/1", "PUT https://api.example/1",
                                      "OPTIONS https://api.example/2", "PUT https://api.example/2"}));
  ASSERT_EQ(result.cache.answers().size(), 1U);
  EXPECT_EQ(result.cache.answers()[0].url, "https://api.example/1");
}

// Rule 87, and the DEVIATION from it that browsers share.
TEST(PreflightCache, RefreshesTheNameAndNotTheWildcardThatCoversIt) {
  PreflightCache cache;
  PreflightCache::Key key{.byte_serialized_origin = "https://app.example", .url = "https://api.example/x"};
  cache.store_method(key, "*", 60);
  cache.store_method(key, "PUT", 10);
  cache.store_method(key, "PUT", 20);
  EXPECT_EQ(cache.size(), 2U);
  key.now = 30;
  EXPECT_TRUE(cache.matches_method(key, "DELETE"));
  key.reuses_wildcards = false;
  EXPECT_FALSE(cache.matches_method(key, "PUT"));
  key.now = 15;
  EXPECT_TRUE(cache.matches_method(key, "PUT"));
}

TEST(PreflightCache, HoldsNoMoreThanItsLimit) {
  PreflightCache cache;
  PreflightCache::Key const key{.byte_serialized_origin = "https://app.example", .url = "https://api.example/x"};
  for (std::size_t i = 0; i <= PreflightCache::most_entries; ++i) {
    cache.store_header_name(key, "x-" + std::to_string(i), 60);
  }
  EXPECT_EQ(cache.size(), PreflightCache::most_entries);
  EXPECT_FALSE(cache.matches_header_name(key, "x-0"));
  EXPECT_TRUE(cache.matches_header_name(key, "X-1"));
}

}  // namespace
}  // namespace corsage::tests
