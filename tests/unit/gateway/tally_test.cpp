#include "gateway/tally.hpp"

#include <algorithm>
#include <chrono>
#include <string_view>
#include <vector>

#include "gateway/metrics.hpp"

#include <gtest/gtest.h>

namespace corsage::gateway {
namespace {

using namespace std::chrono_literals;

struct Row {
  std::string_view name;
  std::chrono::nanoseconds time;
  double bound;  ///< the least that it counts below
};

TEST(Histogram, counts_each_time_below_the_next_bound) {
  std::vector<Row> const rows{
      {"nothing", 0ns, 0.0001}, {"a bound itself", 1ms, 0.001}, {"a little more", 1001us, 0.0025}, {"long", 59s, 60}};
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    Histogram histogram;
    histogram.add(row.time);
    for (std::size_t i = 0; i < Histogram::bounds.size(); ++i) {
      EXPECT_EQ(histogram.counts[i], Histogram::bounds[i] == row.bound ? 1U : 0U);
    }
    EXPECT_EQ(histogram.sum, row.time);
  }
  Histogram histogram;
  histogram.add(1h);
  EXPECT_EQ(histogram.counts.back(), 1U);
}

/// The family of that name.
prometheus::MetricFamily const* find(std::vector<prometheus::MetricFamily> const& families, std::string_view name) {
  auto const found = std::ranges::find(families, name, &prometheus::MetricFamily::name);
  return found == families.end() ? nullptr : &*found;
}

TEST(Metrics, are_the_sum_of_all_workers) {
  RouteTally enforced{.route = "api", .cors = CorsMode::enforce, .statuses = {0, 0, 3}};
  RouteTally reported{.route = "api", .cors = CorsMode::report, .statuses = {0, 0, 4}};
  enforced.decision(policy::RequestClass::actual, trace::Reason::policy_origin_allowed) = 3;
  reported.decision(policy::RequestClass::actual, trace::Reason::policy_origin_allowed) = 4;
  enforced.times.add(2ms);
  WorkerFigures first{.routes = {enforced, reported}, .pools = {{.upstream = "a:1", .opened = 1}}, .connections = 2};
  first.limits.add("header_bytes");
  WorkerFigures second = first;
  auto const families = Metrics({first, second}, {.dropped_log_lines = 7}).Collect();
  auto const* const requests = find(families, "corsage_requests_total");
  ASSERT_NE(requests, nullptr);
  // Names stand once, whatever their modes were: two lines with the same labels would be none.
  ASSERT_EQ(requests->metric.size(), 1U);
  EXPECT_EQ(requests->metric.front().counter.value, 14);
  EXPECT_EQ(find(families, "corsage_decisions_total")->metric.size(), 2U);
  EXPECT_EQ(find(families, "corsage_upstream_connections_opened_total")->metric.front().counter.value, 2);
  EXPECT_EQ(find(families, "corsage_limits_hit_total")->metric.front().counter.value, 2);
  EXPECT_EQ(find(families, "corsage_connections")->metric.front().gauge.value, 4);
  EXPECT_EQ(find(families, "corsage_access_log_dropped_lines_total")->metric.front().counter.value, 7);
  auto const& times = find(families, "corsage_request_duration_seconds")->metric.front().histogram;
  EXPECT_EQ(times.sample_count, 2U);
  EXPECT_EQ(times.bucket.back().cumulative_count, 2U);
  EXPECT_DOUBLE_EQ(times.sample_sum, 0.004);
}

}  // namespace
}  // namespace corsage::gateway
