#include "platforms/regular_expression.hpp"

#include <cstdint>
#include <regex>
#include <string>
#include <vector>

#include "corsage/policy/origin_pattern.hpp"
#include "platforms/policy_words.hpp"

#include <gtest/gtest.h>

namespace corsage::platforms {
namespace {

bool matches(std::string const& expression, std::string const& origin) {
  return std::regex_match(origin, std::regex(expression, std::regex::ECMAScript));
}

TEST(RegularExpression, means_what_the_pattern_means) {
  std::vector<std::string> const patterns{
      "https://app.example.com",
      "https://*.example.com",
      "https://**.example.com",
      "https://app.example.com:*",
      "http://*.localhost:8080",
      "https://**.example.com:[1-999]",
      "capacitor://localhost",
      "http://[::1]:8080",
      "capacitor://localhost:*",
      "http://[::1]:[80,8080]",
      "app://Foo",
      "app+x.y://~Foo.%41",
      "app://*.Foo",
      "null",
      "*",
  };
  std::vector<std::string> const origins{
      "https://app.example.com",
      "https://example.com",
      "https://a.b.example.com",
      "https://.example.com",
      "https://a..example.com",
      "https://app.example.com:8443",
      "https://appxexample.com",
      "http://app.example.com",
      "https://app.example.com.evil",
      "https://evil.app.example.comx",
      "http://a.localhost:8080",
      "http://a.localhost",
      "https://app.example.com:999",
      "https://app.example.com:1000",
      "capacitor://localhost",
      "capacitor://localhost:1",
      "http://[::1]:8080",
      "http://[::1]",
      "http://[::1]:80801",
      "http://x[::1]:8080",
      "https://-_9.example.com",
      "https://a@b.example.com",
      "null",
      "",
      "https://app.example.com:",
      "https://a:1.example.com",
      "https://A.example.com",
      "https://app.example.com/",
      "app://Foo",
      "app://foo",
      "app://a.Foo",
      "app://a.foo",
      "app+x.y://~Foo.%41",
      "app+x_y://~Foo.%41",
      "apppx.y://~Foo.%41",
  };
  for (auto const& pattern : patterns) {
    auto const meant = policy::OriginPattern::parse(pattern).value();
    for (auto const& origin : origins) {
      SCOPED_TRACE(testing::Message() << pattern << " and " << origin);
      EXPECT_EQ(matches(regular_expression_of(meant), origin), meant.matches(origin));
    }
  }
}

TEST(RegularExpression, has_the_ports_that_the_pattern_has) {
  for (std::string const pattern :
       {"http://a.test:[8000-8099]", "http://a.test:[1-65535]", "http://a.test:[79-81,9999-10001]",
        "https://a.test:[443,1024-65000]", "capacitor://a.test:[7,70,700-7000]"}) {
    SCOPED_TRACE(pattern);
    auto const meant = policy::OriginPattern::parse(pattern).value();
    std::regex const expression(regular_expression_of(meant), std::regex::ECMAScript);
    auto const implied = policy::implied_port(meant.scheme());
    for (std::uint32_t port = 0; port <= 65535; ++port) {
      auto const number = static_cast<std::uint16_t>(port);
      auto const origin = policy::serialize_origin(meant.scheme(), meant.host(), number);
      bool const is_meant = meant.ports().contains(number);
      if (number != policy::PortSet::unnamed || implied == policy::PortSet::unnamed) {
        ASSERT_EQ(std::regex_match(origin, expression), is_meant) << origin;
      }
    }
  }
}

TEST(RegularExpression, of_what_is_no_origin_matches_nothing) {
  for (std::string const text : {"", "https://", "https://a.test/", "https://A.test", "a.test", "https://a\"b.test"}) {
    SCOPED_TRACE(text);
    for (std::string const& origin : {std::string(), text, std::string("https://a.test"), std::string("x\ny")}) {
      EXPECT_FALSE(matches(regular_expression_of(patterns_of({.origins = {text}})), origin));
    }
  }
  EXPECT_FALSE(matches(regular_expression_of(std::vector<policy::OriginPattern>{}), ""));
  auto const mixed = patterns_of({.origins = {"https://a.test/", "https://b.test"}});
  EXPECT_TRUE(matches(regular_expression_of(mixed), "https://b.test"));
  EXPECT_FALSE(matches(regular_expression_of(mixed), "https://a.test/"));
}

TEST(RegularExpression, of_several_is_anchored_as_a_whole) {
  auto const patterns = patterns_of({.origins = {"https://a.test", "https://*.b.test"}});
  auto const expression = "^" + regular_expression_of(patterns) + "$";
  for (std::string const origin : {"https://a.test", "https://x.b.test"}) {
    EXPECT_TRUE(std::regex_search(origin, std::regex(expression)));
  }
  for (std::string const origin : {"https://a.test.evil", "evil-https://x.b.test", "https://b.test"}) {
    EXPECT_FALSE(std::regex_search(origin, std::regex(expression)));
  }
}

}  // namespace
}  // namespace corsage::platforms
