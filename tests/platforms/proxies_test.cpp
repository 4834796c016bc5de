// What proxies leave to the application behind them, and what they do not let pass of it.

#include <algorithm>
#include <string>
#include <vector>

#include "corsage/base/bytes.hpp"
#include "corsage/platforms/platform.hpp"
#include "corsage/transport/curl_transport.hpp"
#include "platforms/grid.hpp"
#include "platforms/servers.hpp"

#include <gtest/gtest.h>

namespace corsage::test {
namespace {

constexpr std::string_view allowed_page = "https://app.example.com";
constexpr std::string_view refused_page = "https://other.example.com";

using Lines = std::vector<std::pair<std::string_view, std::string_view>>;

/// The answer to a request with exactly these headers, whether a browser would send them or not.
http::Response answer_to(std::string const& method, std::string const& url, Lines const& lines) {
  fetch::WireRequest request{.method = method, .url = url::Url::parse(url).value()};
  for (auto const& [name, value] : lines) {
    request.headers.append(name, value);
  }
  transport::CurlTransport transport({});
  return std::get<fetch::Answered>(transport.exchange(request, {})).response;
}

std::vector<std::string> values_of(http::Response const& answer, std::string_view name) {
  std::vector<std::string> values;
  for (auto const line : answer.headers) {
    if (byte_case_insensitive_equal(line.name, name)) {
      values.emplace_back(line.value);
    }
  }
  return values;
}

std::unique_ptr<RunningServer> start(PlatformDriver const& driver, policy::Config const& config) {
  return driver.start(platforms::platform_named(driver.token)->render(config, {}).value());
}

/// A rule for each way in which a policy names origins.
std::vector<GridPolicy> const& policies() {
  static std::vector<GridPolicy> const all{
      {.name = "one origin",
       .config = {.origins = {std::string(allowed_page)}, .credentials = true, .methods = {"PUT"}, .timing = true}},
      {.name = "several origins",
       .config = {.origins = {std::string(allowed_page), "app://Foo"}, .methods = {"PUT"}, .timing = true}},
      {.name = "a pattern",
       .config = {.origins = {"https://**.app.example.com", "https://app.example.com:[443,8443]"}, .timing = true}},
  };
  return all;
}

class PlatformProxies : public testing::TestWithParam<PlatformDriver> {};

struct OptionsRow {
  std::string name;
  Lines lines = {};
  bool is_preflight = false;
};

TEST_P(PlatformProxies, leave_every_OPTIONS_that_is_no_preflight_to_the_application) {
  std::vector<OptionsRow> const rows{
      {.name = "no page's"},
      {.name = "without a method that is asked for", .lines = {{"Origin", allowed_page}}},
      {.name = "without a method that is asked for, of a page that is refused", .lines = {{"Origin", refused_page}}},
      {.name = "without an origin", .lines = {{"Access-Control-Request-Method", "PUT"}}},
      {.name = "a preflight",
       .lines = {{"Origin", allowed_page}, {"Access-Control-Request-Method", "PUT"}},
       .is_preflight = true},
      {.name = "a preflight of a page that is refused",
       .lines = {{"Origin", refused_page}, {"Access-Control-Request-Method", "PUT"}},
       .is_preflight = true},
  };
  for (auto const& policy : policies()) {
    auto const server = start(GetParam(), policy.config);
    for (auto const& row : rows) {
      SCOPED_TRACE(policy.name + ": " + row.name);
      auto const answer = answer_to("OPTIONS", server->origin() + "/ok", row.lines);
      EXPECT_EQ(answer.status, row.is_preflight ? 204 : 200);
      EXPECT_EQ(answer.headers.contains("x-total"), !row.is_preflight);
    }
  }
}

/// Each of them once at most, and nothing that lets a refused page in.
void expect_policy_alone(policy::Config const& config, std::string_view page, http::Response const& answer) {
  bool const is_allowed = page == allowed_page;
  for (std::string_view const name : {"Access-Control-Allow-Origin", "Timing-Allow-Origin"}) {
    auto const values = values_of(answer, name);
    bool const names_page = std::ranges::find(values, page) != values.end();
    EXPECT_LE(values.size(), 1U) << name;
    EXPECT_EQ(names_page, is_allowed) << name;
    EXPECT_EQ(std::ranges::find(values, "*"), values.end()) << name;
  }
  auto const credentials = values_of(answer, "Access-Control-Allow-Credentials");
  EXPECT_LE(credentials.size(), config.credentials ? 1U : 0U);
  EXPECT_EQ(values_of(answer, "Access-Control-Expose-Headers"), std::vector<std::string>());
}

TEST_P(PlatformProxies, have_the_last_word_before_an_application_with_other_ideas) {
  for (auto const& policy : policies()) {
    auto const server = start(GetParam(), policy.config);
    for (auto const page : {allowed_page, refused_page}) {
      SCOPED_TRACE(policy.name + ": " + std::string(page));
      auto const answer = answer_to("GET", server->origin() + "/permissive", {{"Origin", page}});
      ASSERT_EQ(answer.headers.get("x-total")->view(), "7");
      expect_policy_alone(policy.config, page, answer);
      for (std::string const name : {"x-origin", "accept-encoding", "origin"}) {
        EXPECT_EQ(std::ranges::count(names_in_vary(answer), name), 1) << name;
      }
    }
  }
}

std::vector<PlatformDriver> proxies_among(std::vector<PlatformDriver> drivers) {
  std::erase_if(drivers, [](PlatformDriver const& driver) { return !driver.is_proxy; });
  return drivers;
}

std::string name_of(testing::TestParamInfo<PlatformDriver> const& instance) {
  return instance.param.token;
}

INSTANTIATE_TEST_SUITE_P(usual, PlatformProxies, testing::ValuesIn(proxies_among(usual_drivers())), name_of);
INSTANTIATE_TEST_SUITE_P(further, PlatformProxies, testing::ValuesIn(proxies_among(further_drivers())), name_of);

}  // namespace
}  // namespace corsage::test
