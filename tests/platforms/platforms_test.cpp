// What each platform is given by `render` is started as a real server, and a browser's verdict on its answers compared with
// what the policy promises.

#include <algorithm>
#include <string>

#include "corsage/platforms/platform.hpp"
#include "corsage/transport/session_driver.hpp"
#include "platforms/grid.hpp"
#include "platforms/servers.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace corsage::test {
namespace {

bool contains(std::vector<std::string> const& names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

/// No cache on the way keeps an answer that says so, nor a preflight's.
bool is_kept(fetch::Exchange const& exchange) {
  auto const control = exchange.answered()->response.headers.get("cache-control");
  return exchange.request.leg != trace::Leg::preflight &&
         (!control || control->view().find("no-store") == std::string_view::npos);
}

/// Every answer that depends on the origin says so, and once only.
void expect_vary(PlatformDriver const& driver, policy::Config const& config, fetch::Session const& session) {
  if (config.origins == std::vector<std::string>{"*"} && !config.credentials) {
    return;
  }
  for (auto const& exchange : session.journal()) {
    if (!is_kept(exchange)) {
      continue;
    }
    auto const times = std::ranges::count(names_in_vary(exchange.answered()->response), "origin");
    EXPECT_GE(times, 1);
    EXPECT_LE(times, driver.doubles_vary ? 2 : 1);
  }
}

/// The preflight's status, and how long its answer is kept.
void expect_preflight(PlatformDriver const& driver, policy::Config const& config, fetch::Session const& session) {
  auto const& first = session.journal().front();
  if (first.request.leg != trace::Leg::preflight) {
    return;
  }
  auto const& answer = first.answered()->response;
  EXPECT_EQ(answer.status, driver.preflight_status.value_or(config.preflight_status));
  // Five seconds is how long browsers keep an answer that does not say.
  auto const age = answer.headers.get("access-control-max-age");
  EXPECT_EQ(std::string(age ? age->view() : "5"), fmt::format("{}", config.max_age.value_or(5)));
}

void expect_kept(PlatformDriver const& driver, policy::Config const& config, GridRequest const& asked,
                 fetch::Session const& session) {
  auto const promise = promise_of(config, asked);
  auto const& outcome = session.outcome();
  ASSERT_TRUE(
      std::ranges::all_of(session.journal(), [](auto const& exchange) { return exchange.answered() != nullptr; }));
  EXPECT_EQ(outcome.verdict, promise.is_allowed ? fetch::Verdict::allowed : fetch::Verdict::blocked);
  EXPECT_EQ(outcome.timing_allowed, promise.reads_timing);
  if (asked.path == "/ok" || asked.path == "/conflict") {
    EXPECT_EQ(outcome.readable.contains("x-total"), promise.reads_total);
    EXPECT_EQ(outcome.readable.contains("x-other"), promise.reads_other);
  }
  expect_vary(driver, config, session);
  if (promise.is_allowed) {
    expect_preflight(driver, config, session);
  }
}

/// A fetch's exchanges, for the failure's text.
std::string told(fetch::Session const& session) {
  std::string text;
  for (auto const& exchange : session.journal()) {
    text += fmt::format("\n{} {}", exchange.request.method, exchange.request.url.href());
    if (auto const* const answered = exchange.answered()) {
      text += fmt::format(" {}", answered->response.status);
      for (auto const line : answered->response.headers) {
        text += fmt::format("\n  {}: {}", line.name, line.value);
      }
    }
  }
  return text;
}

class PlatformServers : public testing::TestWithParam<PlatformDriver> {};

TEST_P(PlatformServers, keep_what_the_policy_promises) {
  auto const& driver = GetParam();
  for (auto const& policy : grid_policies()) {
    SCOPED_TRACE(policy.name);
    auto const text = platforms::platform_named(driver.token)->render(policy.config, {});
    bool const is_refused = contains(driver.refuses, policy.name);
    ASSERT_EQ(text.has_value(), !is_refused) << (text ? *text : text.error().front().value);
    if (is_refused) {
      EXPECT_EQ(text.error().front().code, DiagnosticCode::policy_not_expressible);
      continue;
    }
    if (contains(driver.skips, policy.name)) {
      continue;
    }
    auto const server = driver.start(*text);
    transport::CurlTransport transport({});
    for (auto const& asked : grid_requests()) {
      SCOPED_TRACE(asked.name());
      auto session = session_for(server->origin(), asked);
      transport::drive(session, transport);
      expect_kept(driver, policy.config, asked, session);
      ASSERT_FALSE(HasFailure()) << told(session) << "\n" << *text;
    }
  }
}

std::string name_of(testing::TestParamInfo<PlatformDriver> const& instance) {
  auto name = instance.param.token;
  std::ranges::replace(name, '-', '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(usual, PlatformServers, testing::ValuesIn(usual_drivers()), name_of);
INSTANTIATE_TEST_SUITE_P(further, PlatformServers, testing::ValuesIn(further_drivers()), name_of);

}  // namespace
}  // namespace corsage::test
