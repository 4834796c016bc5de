#include "fetch/referrer.hpp"

#include "support/page.hpp"

#include <gtest/gtest.h>

namespace corsage::tests {
namespace {

using fetch::ReferrerPolicy;

struct Row {
  ReferrerPolicy policy;
  std::string target;
  std::string referrer;
};

std::string const whole = "https://u:p@app.example/a?b#c";
std::string const full = "https://app.example/a?b";
std::string const origin = "https://app.example/";
std::string const own = "https://app.example/x";
std::string const other = "https://api.example/x";
std::string const downgrade = "http://api.example/x";

// Rule 48: https://w3c.github.io/webappsec-referrer-policy/#determine-requests-referrer
std::vector<Row> const rows{
    {ReferrerPolicy::no_referrer, own, ""},
    {ReferrerPolicy::unsafe_url, downgrade, full},
    {ReferrerPolicy::origin, downgrade, origin},
    {ReferrerPolicy::same_origin, own, full},
    {ReferrerPolicy::same_origin, other, ""},
    {ReferrerPolicy::strict_origin, other, origin},
    {ReferrerPolicy::strict_origin, downgrade, ""},
    {ReferrerPolicy::origin_when_cross_origin, own, full},
    {ReferrerPolicy::origin_when_cross_origin, downgrade, origin},
    {ReferrerPolicy::strict_origin_when_cross_origin, own, full},
    {ReferrerPolicy::strict_origin_when_cross_origin, other, origin},
    {ReferrerPolicy::strict_origin_when_cross_origin, downgrade, ""},
    {ReferrerPolicy::empty, other, origin},
    {ReferrerPolicy::no_referrer_when_downgrade, other, full},
    {ReferrerPolicy::no_referrer_when_downgrade, downgrade, ""},
};

std::string determined(std::string const& source, std::string const& target, ReferrerPolicy policy) {
  auto const referrer =
      fetch::determine_referrer(url::Url::parse(source).value(), url::Url::parse(target).value(), policy);
  return referrer ? std::string(referrer->href()) : "";
}

TEST(Referrer, FollowsThePolicy) {
  for (auto const& [policy, target, referrer] : rows) {
    SCOPED_TRACE(std::string(to_string(policy)) + " to " + target);
    EXPECT_EQ(determined(whole, target, policy), referrer);
  }
}

TEST(Referrer, OfAnOverlongAddressIsItsOrigin) {
  EXPECT_EQ(determined("https://app.example/" + std::string(4096, 'a'), own, ReferrerPolicy::unsafe_url), origin);
}

TEST(Referrer, OfALocalAddressIsNone) {
  EXPECT_EQ(determined("data:text/html,x", own, ReferrerPolicy::unsafe_url), "");
}

TEST(Referrer, IsNarrowedHopByHopAndNeverWidened) {
  auto const result = run({}, {answer(302, {{"Access-Control-Allow-Origin", "*"},
                                            {"Location", "https://app.example/y"},
                                            {"Referrer-Policy", "unsafe-url"}}),
                               answer(200, {{"Access-Control-Allow-Origin", "*"}})});
  EXPECT_EQ(exchanges(result, {"referer"}),
            (std::vector<std::string>{"GET https://api.example/x referer=https://app.example/",
                                      "GET https://app.example/y referer=https://app.example/"}));
}

TEST(ReferrerPolicyHeader, GivesItsLastKnownToken) {
  http::HeaderList headers{{"Referrer-Policy", "origin, Strict-Origin, unheard-of"}};
  EXPECT_EQ(fetch::referrer_policy_of(headers), ReferrerPolicy::strict_origin);
  EXPECT_EQ(fetch::referrer_policy_of({}), ReferrerPolicy::empty);
}

}  // namespace
}  // namespace corsage::tests
