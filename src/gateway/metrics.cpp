#include "metrics.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <deque>
#include <iterator>
#include <limits>
#include <string>
#include <string_view>
#include <utility>

#include "corsage/policy/decide.hpp"

#include <fmt/format.h>

namespace corsage::gateway {
namespace {

using prometheus::ClientMetric;
using prometheus::MetricFamily;
using prometheus::MetricType;
using Labels = std::vector<ClientMetric::Label>;

constexpr std::array request_classes{policy::RequestClass::not_cors, policy::RequestClass::preflight,
                                     policy::RequestClass::actual};
constexpr std::array shifts{policy::Shift::none, policy::Shift::answer, policy::Shift::newly_allowed,
                            policy::Shift::newly_refused};

/// One family of metrics under construction.
class Family {
 public:
  Family(std::string_view name, std::string_view help, MetricType type) {
    family_.name = fmt::format("corsage_{}", name);
    family_.help = help;
    family_.type = type;
  }

  Family& add(Labels labels, std::uint64_t value) {
    ClientMetric metric;
    metric.label = std::move(labels);
    auto const number = static_cast<double>(value);
    metric.counter.value = number;
    metric.gauge.value = number;
    family_.metric.push_back(std::move(metric));
    return *this;
  }

  Family& add(Labels labels, Histogram const& times) {
    ClientMetric metric;
    metric.label = std::move(labels);
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < times.counts.size(); ++i) {
      sum += times.counts[i];
      auto const bound = i < Histogram::bounds.size() ? Histogram::bounds[i] : std::numeric_limits<double>::infinity();
      metric.histogram.bucket.push_back({.cumulative_count = sum, .upper_bound = bound});
    }
    metric.histogram.sample_count = sum;
    metric.histogram.sample_sum = std::chrono::duration<double>(times.sum).count();
    family_.metric.push_back(std::move(metric));
    return *this;
  }

  MetricFamily take() { return std::move(family_); }

 private:
  MetricFamily family_;
};

/// Families in the order in which they are told.
class Families {
 public:
  Family& counter(std::string_view name, std::string_view help) { return add(name, help, MetricType::Counter); }
  Family& gauge(std::string_view name, std::string_view help) { return add(name, help, MetricType::Gauge); }
  Family& histogram(std::string_view name, std::string_view help) { return add(name, help, MetricType::Histogram); }

  std::vector<MetricFamily> take() {
    std::vector<MetricFamily> families;
    std::ranges::transform(families_, std::back_inserter(families), &Family::take);
    return families;
  }

 private:
  Family& add(std::string_view name, std::string_view help, MetricType type) {
    return families_.emplace_back(name, help, type);
  }

  std::deque<Family> families_;  ///< each stays in its place
};

std::string_view mode_text(CorsMode mode) {
  return mode == CorsMode::report ? "report" : "enforce";
}

void add_statuses(Family& family, RouteTally const& tally) {
  for (std::size_t hundred = 0; hundred < tally.statuses.size(); ++hundred) {
    if (tally.statuses[hundred] > 0) {
      family.add({{"route", tally.route}, {"status", hundred == 0 ? "none" : fmt::format("{}xx", hundred)}},
                 tally.statuses[hundred]);
    }
  }
}

void add_decisions(Family& family, RouteTally const& tally) {
  for (auto const request_class : request_classes) {
    for (std::size_t i = 0; i < decision_reason_count; ++i) {
      auto const count = tally.decisions[static_cast<std::size_t>(request_class)][i];
      if (count > 0) {
        auto const reason = static_cast<trace::Reason>(first_decision_reason + i);
        family.add({{"route", tally.route},
                    {"mode", std::string(mode_text(tally.cors))},
                    {"class", std::string(to_string(request_class))},
                    {"reason", std::string(to_string(reason))}},
                   count);
      }
    }
  }
}

void add_shifts(Family& family, RouteTally const& tally) {
  for (auto const shift : shifts) {
    if (auto const count = tally.shifts[static_cast<std::size_t>(shift)]; count > 0) {
      family.add({{"route", tally.route}, {"shift", std::string(to_string(shift))}}, count);
    }
  }
}

void add_routes(Families& families, std::vector<RouteTally> const& by_mode, std::vector<RouteTally> const& by_route) {
  auto& requests = families.counter("requests_total", "Requests by the hundred of their answers' status");
  std::ranges::for_each(by_route, [&](auto const& tally) { add_statuses(requests, tally); });
  auto& decisions = families.counter("decisions_total", "Decisions by the class of the request and the reason");
  std::ranges::for_each(by_mode, [&](auto const& tally) { add_decisions(decisions, tally); });
  auto& shifted = families.counter("candidate_shifts_total", "What a route's candidate policy would have changed");
  std::ranges::for_each(by_route, [&](auto const& tally) { add_shifts(shifted, tally); });
}

void add_routes_figures(Families& families, std::vector<RouteTally> const& by_route) {
  auto& conflicts = families.counter("upstream_conflicts_total", "Answers whose CORS headers contradict the policy");
  for (auto const& tally : by_route) {
    conflicts.add({{"route", tally.route}}, tally.conflicts);
  }
  auto& broken_off = families.counter("broken_off_total", "Answers that did not come whole");
  for (auto const& tally : by_route) {
    broken_off.add({{"route", tally.route}}, tally.broken_off);
  }
  auto& bytes = families.counter("sent_bytes_total", "Bytes sent to clients, heads included");
  for (auto const& tally : by_route) {
    bytes.add({{"route", tally.route}}, tally.bytes);
  }
  auto& times = families.histogram("request_duration_seconds", "From a request's first byte to its answer's last");
  for (auto const& tally : by_route) {
    times.add({{"route", tally.route}}, tally.times);
  }
  auto& upstream =
      families.histogram("upstream_response_seconds", "From a request's head to the head of upstream's answer");
  for (auto const& tally : by_route) {
    upstream.add({{"route", tally.route}}, tally.upstream_times);
  }
}

void add_pools(Families& families, std::vector<PoolFigures> const& pools) {
  struct Row {
    std::string_view name;
    std::string_view help;
    std::uint64_t PoolFigures::* count;
  };
  constexpr auto rows = std::to_array<Row>({
      {"upstream_connections_opened_total", "Connections made to an upstream", &PoolFigures::opened},
      {"upstream_connections_reused_total", "Requests that took a connection that was kept", &PoolFigures::reused},
      {"upstream_connections_failed_total", "Attempts to connect that failed", &PoolFigures::failed},
  });
  auto& kept = families.gauge("upstream_connections_kept", "Connections to an upstream that wait for a request");
  for (auto const& pool : pools) {
    kept.add({{"upstream", pool.upstream}}, pool.kept);
  }
  for (auto const& row : rows) {
    auto& family = families.counter(row.name, row.help);
    for (auto const& pool : pools) {
      family.add({{"upstream", pool.upstream}}, pool.*row.count);
    }
  }
}

void add_named(Families& families, std::string_view name, std::string_view help, std::string const& label,
               NamedCounts const& counts) {
  auto& family = families.counter(name, help);
  for (auto const& [value, count] : counts.counts()) {
    family.add({{label, std::string(value)}}, count);
  }
}

template <typename Is>
void add_to(std::vector<RouteTally>& sums, RouteTally const& tally, Is is_same) {
  auto const known = std::ranges::find_if(sums, [&](auto const& sum) { return is_same(sum, tally); });
  if (known == sums.end()) {
    sums.push_back(tally);
  } else {
    *known += tally;
  }
}

}  // namespace

Metrics::Metrics(std::vector<WorkerFigures> const& workers, GatewayFigures const& gateway) : gateway_(gateway) {
  for (auto const& worker : workers) {
    for (auto const& tally : worker.routes) {
      add_to(by_mode_, tally,
             [](auto const& left, auto const& right) { return left.route == right.route && left.cors == right.cors; });
      add_to(by_route_, tally, [](auto const& left, auto const& right) { return left.route == right.route; });
    }
    for (auto const& pool : worker.pools) {
      auto const known = std::ranges::find(pools_, pool.upstream, &PoolFigures::upstream);
      known == pools_.end() ? pools_.push_back(pool) : static_cast<void>(*known += pool);
    }
    limits_.add(worker.limits);
    own_answers_.add(worker.own_answers);
    connections_ += worker.connections;
    accepted_ += worker.accepted;
  }
}

std::vector<MetricFamily> Metrics::Collect() const {
  Families families;
  add_routes(families, by_mode_, by_route_);
  add_routes_figures(families, by_route_);
  add_named(families, "own_answers_total", "Answers that the gateway gave in upstream's place", "code", own_answers_);
  add_named(families, "limits_hit_total", "Requests and connections that passed a limit", "limit", limits_);
  add_pools(families, pools_);
  families.gauge("connections", "Clients that are connected").add({}, connections_);
  families.counter("connections_total", "Clients that were ever connected").add({}, accepted_);
  families.counter("reloads_total", "Configurations that were read again")
      .add({{"result", "taken"}}, gateway_.reloads_taken)
      .add({{"result", "refused"}}, gateway_.reloads_refused);
  families.counter("access_log_dropped_lines_total", "Lines of the access log that nobody took in time")
      .add({}, gateway_.dropped_log_lines);
  families.gauge("draining", "1 while the gateway ends").add({}, gateway_.is_draining ? 1 : 0);
  return families.take();
}

}  // namespace corsage::gateway
