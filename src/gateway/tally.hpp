#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "corsage/gateway/configuration.hpp"
#include "corsage/policy/decide.hpp"
#include "corsage/policy/decision.hpp"
#include "corsage/trace/reason.hpp"

namespace corsage::gateway {

/// How long things took: how many took no longer than each of some bounds.
struct Histogram {
  /// In seconds. What takes longer than the last is counted behind it.
  static constexpr auto bounds = std::to_array<double>(
      {0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60});

  std::array<std::uint64_t, bounds.size() + 1> counts = {};
  std::chrono::nanoseconds sum{0};

  void add(std::chrono::nanoseconds time);
  Histogram& operator+=(Histogram const& other);
};

/// The reasons that a decision can have, which stand together in their table.
inline constexpr auto first_decision_reason = static_cast<std::size_t>(trace::Reason::policy_not_cors);
inline constexpr auto decision_reason_count =
    static_cast<std::size_t>(trace::Reason::policy_upstream_headers_replaced) - first_decision_reason;

/// What one worker counted of a route's requests. Plain numbers of one thread.
struct RouteTally {
  std::string route;  ///< its name; empty: what no route takes
  CorsMode cors = CorsMode::off;

  std::array<std::uint64_t, 6> statuses = {};  ///< by the hundred; 0: no answer
  /// By class and reason.
  std::array<std::array<std::uint64_t, decision_reason_count>, 3> decisions = {};
  std::array<std::uint64_t, 4> shifts = {};  ///< by policy::Shift, where there is a candidate
  std::uint64_t conflicts = 0;               ///< answers whose CORS headers contradicted the policy
  std::uint64_t broken_off = 0;              ///< answers that did not come whole
  std::uint64_t bytes = 0;                   ///< to clients
  Histogram times = {};                      ///< of whole requests
  Histogram upstream_times = {};             ///< until upstream's head was there

  std::uint64_t& decision(policy::RequestClass request_class, trace::Reason reason) {
    return decisions[static_cast<std::size_t>(request_class)][static_cast<std::size_t>(reason) - first_decision_reason];
  }

  RouteTally& operator+=(RouteTally const& other);
};

/// What is counted by a name of the program's own: a handful of names, each found by a look at all.
class NamedCounts {
 public:
  using Count = std::pair<std::string_view, std::uint64_t>;

  /// `name` outlives this.
  void add(std::string_view name, std::uint64_t count = 1);
  void add(NamedCounts const& other);

  std::vector<Count> const& counts() const { return counts_; }

 private:
  std::vector<Count> counts_;
};

/// A worker's connections to one upstream.
struct PoolFigures {
  std::string upstream;
  std::size_t kept = 0;      ///< waiting for the next request
  std::uint64_t opened = 0;  ///< connections that were made
  std::uint64_t reused = 0;  ///< requests that took one that was kept
  std::uint64_t failed = 0;  ///< attempts to make one that failed

  PoolFigures& operator+=(PoolFigures const& other);
};

/// All that one worker counted.
struct WorkerFigures {
  std::vector<RouteTally> routes = {};
  std::vector<PoolFigures> pools = {};
  NamedCounts limits = {};       ///< requests and connections that passed a limit, by its key
  NamedCounts own_answers = {};  ///< by their codes
  std::size_t connections = 0;   ///< clients that are connected
  std::uint64_t accepted = 0;    ///< clients that ever were
};

/// The limit that a code of the gateway's own answers is about, by its key; empty: none.
std::string_view limit_of(std::string_view own_code);

}  // namespace corsage::gateway
