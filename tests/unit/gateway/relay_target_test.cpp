#include "gateway/relay_target.hpp"

#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/route_table.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace corsage::gateway {
namespace {

Route route_with(std::string path, std::string base_path, std::vector<std::string> paths) {
  Relay relay{.origin = "https://api.test",
              .authority = "api.test",
              .base_path = std::move(base_path),
              .paths = std::move(paths),
              .secrets = {{.place = Secret::Place::query, .name = "key", .value = "a b&c"},
                          {.place = Secret::Place::header, .name = "q", .value = "x"}}};
  return {.name = "api", .path_prefix = std::move(path), .relay = std::move(relay)};
}

struct TargetRow {
  std::string_view name;
  std::string path;
  std::string base_path;
  std::vector<std::string> paths;
  std::string_view target;
  std::optional<std::string> at_api;
};

TEST(RelayTarget, leads_from_the_route_to_the_api) {
  std::vector<TargetRow> const rows{
      {"a path below", "/weather", "/v1", {}, "/weather/x/y", "/v1/x/y"},
      {"the route itself", "/weather", "/v1", {}, "/weather", "/v1"},
      {"the route with a slash", "/weather/", "/v1", {}, "/weather/x", "/v1/x"},
      {"a route of everything", "/", "", {}, "/x", "/x"},
      {"everything, and a base", "/", "/v1", {}, "/x", "/v1/x"},
      {"nothing at all", "/weather", "", {}, "/weather", "/"},
      {"a query", "/weather", "/v1", {}, "/weather/x?q=1&r=2", "/v1/x?q=1&r=2"},
      {"a listed path", "/weather", "/v1", {"/now"}, "/weather/now", "/v1/now"},
      {"below a listed path", "/weather", "/v1", {"/now"}, "/weather/now/x", "/v1/now/x"},
      {"beside a listed path", "/weather", "/v1", {"/now"}, "/weather/nowhere", std::nullopt},
      {"above the listed paths", "/weather", "/v1", {"/now"}, "/weather", std::nullopt},
      {"a listed path in another spelling", "/weather", "/v1", {"/now"}, "/weather/%6eow", std::nullopt},
      {"an empty segment before a listed path", "/weather", "/v1", {"/now"}, "/weather//now", std::nullopt},
      {"dots with a parameter", "/weather", "/v1", {"/now"}, "/weather/now/..;x/y", std::nullopt},
      {"dots with an escaped parameter", "/weather", "/v1", {}, "/weather/%2e.%3Bx/y", std::nullopt},
      {"a parameter that is none of dots", "/weather", "/v1", {}, "/weather/a;x=.", "/v1/a;x=."},
      {"the whole server", "/", "", {}, "*", std::nullopt},
      {"a secret's parameter", "/weather", "/v1", {}, "/weather/x?key=mine&q=1", "/v1/x?q=1"},
      {"only a secret's parameter", "/weather", "/v1", {}, "/weather/x?key=mine", "/v1/x"},
      {"a secret's parameter in disguise", "/weather", "/v1", {}, "/weather/x?q=1&%6BeY=mine", "/v1/x?q=1"},
      {"a secret's parameter behind a semicolon", "/weather", "/v1", {}, "/weather/x?a=1;key=mine&q=1", "/v1/x?q=1"},
      {"a secret's parameter without a value", "/weather", "/v1", {}, "/weather/x?key", "/v1/x"},
      {"a parameter that begins alike", "/weather", "/v1", {}, "/weather/x?keys=1", "/v1/x?keys=1"},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(target_at_api(route_with(row.path, row.base_path, row.paths), row.target), row.at_api);
  }
}

/// Texts of what paths are attacked with, and of the route's own words.
rc::Gen<std::string> hostile_target() {
  auto const piece =
      rc::gen::element<std::string>("/", "/", ".", "..", "%2e", "%2E", "%2f", "%5c", "%252e", ";", "%3b", "?", "&", "=",
                                    "key", "%6bey", "now", "/now", "x", "//", "@", ":", "+", "%");
  return rc::gen::map(rc::gen::container<std::vector<std::string>>(piece), [](std::vector<std::string> const& pieces) {
    std::string target = "/weather";
    for (auto const& one : pieces) {
      target += one;
    }
    return target;
  });
}

// However a browser or a server reads what goes to the API: it is below a path that is listed, and has no secret's name.
RC_GTEST_PROP(RelayTargetProperties, what_goes_to_the_api_stays_where_the_route_says, ()) {
  auto const route = route_with("/weather", "/v1", {"/now"});
  auto const target = *hostile_target();
  auto const at_api = path_of(target).is_plain ? target_at_api(route, target) : std::nullopt;
  RC_CLASSIFY(at_api.has_value(), "goes through");
  if (!at_api) {
    return;
  }
  auto const url = url::Url::parse("https://api.test" + *at_api);
  RC_ASSERT(url.has_value());
  RC_ASSERT(url->host() == "api.test");
  RC_ASSERT(is_below(url->path(), "/v1/now"));
  std::istringstream query{std::string(url->query().value_or(""))};
  for (std::string parameter; std::getline(query, parameter, '&');) {
    auto const name = parameter.substr(0, parameter.find('='));
    RC_ASSERT(name != "key" && name != "%6bey");
  }
  // And the way back leads to where the page has been.
  auto const back = target_at_gateway(route, *url);
  RC_ASSERT(back.has_value());
  RC_ASSERT(target_at_api(route, *back) == std::string(url->path_and_query()));
}

struct BackRow {
  std::string_view name;
  std::string path;
  std::string base_path;
  std::vector<std::string> paths;
  std::string_view url;
  std::optional<std::string> at_gateway;
};

TEST(RelayTarget, leads_back_from_the_api_to_the_route) {
  std::vector<BackRow> const rows{
      {"a path below", "/weather", "/v1", {}, "https://api.test/v1/x?q=1#f", "/weather/x?q=1#f"},
      {"the base itself", "/weather", "/v1", {}, "https://api.test/v1", "/weather"},
      {"a route of everything", "/", "", {}, "https://api.test/x", "/x"},
      {"a secret's parameter", "/weather", "/v1", {}, "https://api.test/v1/x?key=mine", "/weather/x"},
      {"outside of the base", "/weather", "/v1", {}, "https://api.test/v2/x", std::nullopt},
      {"beside the base", "/weather", "/v1", {}, "https://api.test/v10", std::nullopt},
      {"dots that lead outside", "/weather", "/v1", {}, "https://api.test/v1/../v2", std::nullopt},
      {"escaped dots that lead outside", "/weather", "/v1", {}, "https://api.test/v1/%2e%2e%2fv2", std::nullopt},
      {"no listed path", "/weather", "/v1", {"/now"}, "https://api.test/v1/x", std::nullopt},
      {"another scheme", "/weather", "/v1", {}, "http://api.test/v1/x", std::nullopt},
      {"another port", "/weather", "/v1", {}, "https://api.test:8443/v1/x", std::nullopt},
      {"another host", "/weather", "/v1", {}, "https://api.test.evil.test/v1/x", std::nullopt},
      {"a path that is a host to browsers", "/", "", {}, "https://api.test//evil.test/x", std::nullopt},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(target_at_gateway(route_with(row.path, row.base_path, row.paths), *url::Url::parse(row.url)),
              row.at_gateway);
  }
}

TEST(RelayTarget, adds_secret_parameters_in_a_spelling_that_everybody_reads_alike) {
  auto const route = route_with("/", "", {});
  EXPECT_EQ(with_secret_parameters("/x", *route.relay), "/x?key=a%20b%26c");
  EXPECT_EQ(with_secret_parameters("/x?q=1", *route.relay), "/x?q=1&key=a%20b%26c");
}

struct ElsewhereRow {
  std::string_view name;
  std::string_view target;
  std::string_view without_secrets;
  bool shows_secret;
};

TEST(RelayTarget, takes_its_secrets_out_of_where_an_api_sends_it) {
  Relay const relay{
      .origin = "https://api.test",
      .authority = "api.test",
      .secrets = {{.place = Secret::Place::query, .name = "key", .value = "a+b/c=", .hidden = {"a+b/c="}}}};
  std::vector<ElsewhereRow> const rows{
      {"no query", "/x", "/x", false},
      {"other parameters", "/x?q=1&r=2", "/x?q=1&r=2", false},
      {"the parameter", "/x?q=1&key=a%2Bb%2Fc%3D&r=2", "/x?q=1&r=2", false},
      {"the parameter alone", "/x?key=a%2Bb%2Fc%3D", "/x", false},
      {"the secret under another name", "/x?k=a%2Bb%2Fc%3D", "/x?k=a%2Bb%2Fc%3D", true},
      {"the secret in other escapes", "/x?k=%61%2bb/c=", "/x?k=%61%2bb/c=", true},
      {"the secret with its plus", "/x?k=a+b%2fc%3d", "/x?k=a+b%2fc%3d", true},
      {"the secret in the path", "/a+b/c=/x", "/a+b/c=/x", true},
      {"a part of the secret", "/x?k=a%2Bb", "/x?k=a%2Bb", false},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    auto const target = without_secret_parameters(row.target, relay);
    EXPECT_EQ(target, row.without_secrets);
    EXPECT_EQ(shows_secret(target, relay), row.shows_secret);
  }
}

struct LiteralRow {
  std::string_view name;
  std::string_view url;
  bool is_blocked;
};

TEST(RelayTarget, knows_private_hosts_in_every_spelling) {
  std::vector<LiteralRow> const rows{
      {"dotted", "http://127.0.0.1/", true},
      {"decimal", "http://2130706433/", true},
      {"octal", "http://0177.0.0.1/", true},
      {"hexadecimal", "http://0x7f000001/", true},
      {"short", "http://127.1/", true},
      {"a private network, hexadecimal and short", "http://0xa.1/", true},
      {"full-width digits", "http://１２７.０.０.１/", true},
      {"escaped digits", "http://%31%32%37.0.0.1/", true},
      {"metadata services", "http://169.254.169.254/", true},
      {"metadata services, decimal", "http://2852039166/", true},
      {"IPv6 loopback", "http://[::1]/", true},
      {"mapped", "http://[::ffff:127.0.0.1]/", true},
      {"mapped, hexadecimal", "http://[::ffff:7f00:1]/", true},
      {"6to4", "http://[2002:7f00:1::]/", true},
      {"NAT64", "http://[64:ff9b::7f00:1]/", true},
      {"Amazon's metadata", "http://[fd00:ec2::254]/", true},
      {"localhost", "http://localhost/", true},
      {"below localhost", "http://a.LOCALHOST/", true},
      {"a public address", "http://8.8.8.8/", false},
      {"a public IPv6 address", "http://[2606:4700::1111]/", false},
      {"a name", "http://api.test/", false},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    auto const url = url::Url::parse(row.url);
    ASSERT_TRUE(url);
    EXPECT_EQ(blocked_literal(*url).has_value(), row.is_blocked);
  }
  EXPECT_FALSE(url::Url::parse("http://[fe80::1%25eth0]/"));
}

}  // namespace
}  // namespace corsage::gateway
