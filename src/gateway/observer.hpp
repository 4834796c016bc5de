#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "access_line.hpp"
#include "corsage/formats/learned_policy.hpp"
#include "corsage/policy/incoming.hpp"
#include "decision_ring.hpp"
#include "exchange.hpp"
#include "own_answer.hpp"
#include "record.hpp"
#include "scribe.hpp"
#include "tally.hpp"

namespace corsage::gateway {

struct Site;

/// A worker's eyes: counts what becomes of its requests, and keeps and tells what somebody wants to know of them. What
/// nobody wants costs a request some additions and nothing else.
class Observer {
 public:
  /// Both outlive it.
  Observer(Scribe& scribe, Site const& site);

  /// The configuration is another.
  void take(Site const& site);

  // One request after the other; of requests that are under way at once each has its own record.

  /// `scheme`: how the request came.
  void begin(Record& record, std::string_view scheme) {
    record = {};
    record.scheme = scheme;
    record.tally = &unrouted_;
    if (is_timing_) {
      record.began = Clock::now();
    }
  }

  /// The route is one of the site that was taken last.
  void routed(Record& record, Route const& route) {
    record.route = &route;
    record.tally = tallies_[static_cast<std::size_t>(&route - routes_)];
  }

  /// Decides under the route's candidate, too.
  static void compare(Record& record, policy::Policy const& candidate, policy::Incoming const& incoming,
                      policy::Decision const& live);

  /// The request goes to upstream now.
  void sent(Record& record, Upstream const& upstream) const {
    record.upstream = &upstream;
    if (is_timing_) {
      record.sent = Clock::now();
    }
  }

  /// Upstream's answer is there. `has_cors_lines`: some of them were taken away.
  void answered(Exchange& exchange, bool has_cors_lines) {
    auto& record = exchange.record;
    record.status = exchange.answer.status;
    if (is_timing_) {
      record.answered = Clock::now();
    }
    if (has_cors_lines || is_learning_ || (record.decision != nullptr && record.route->cors == CorsMode::report))
        [[unlikely]] {
      look_at_answer(exchange);
    }
  }

  void ended(Exchange& exchange, Ending const& ending) {
    auto& record = exchange.record;
    auto& tally = *record.tally;
    auto const hundred = static_cast<std::size_t>(record.status) / 100;
    ++tally.statuses[hundred < tally.statuses.size() ? hundred : 0];
    tally.bytes += record.bytes;
    bool is_refused = false;
    if (record.decision != nullptr) {
      ++tally.decision(record.decision->request_class, record.decision->reason);
      is_refused = !record.decision->is_allowed;
    }
    if (is_watching_ || is_refused || !ending.is_whole || !record.own_code.empty() ||
        (record.route != nullptr && record.route->candidate)) [[unlikely]] {
      look(exchange, ending);
    }
  }

  /// The server behind could not be asked: what pages are told, and the system's words for it.
  void could_not_ask(Record const& record, Upstream const& upstream, OwnAnswer const& told, std::string const& cause);

  /// A connection or a request passed a limit that no answer of the gateway's own tells of. `limit` is its key.
  void hit(std::string_view limit) { limits_.add(limit); }

  /// Hands over what was gathered for the scribe.
  void flush();

  /// What was counted; pools and connections are for the worker to add.
  WorkerFigures figures() const;
  std::vector<KeptDecision> decisions() const { return ring_.all(); }

 private:
  void look_at_answer(Exchange& exchange);
  void look(Exchange& exchange, Ending ending);
  void log(Exchange const& exchange, Ending const& ending, std::chrono::system_clock::time_point now);
  void tell_refusal(Exchange const& exchange);
  void tell_unrouted(Exchange const& exchange);
  void learn_own(Exchange const& exchange);
  bool is_told(std::uint64_t key) { return !told_.insert(key).second; }

  Scribe& scribe_;
  RouteTally unrouted_;
  std::map<std::pair<std::string, CorsMode>, std::unique_ptr<RouteTally>> all_tallies_;
  std::vector<RouteTally*> tallies_;  ///< by the number of a route
  Route const* routes_ = nullptr;
  NamedCounts limits_;
  NamedCounts own_answers_;
  DecisionRing ring_;
  std::unordered_set<std::uint64_t> told_;
  formats::LearnedPolicy learned_;
  TimeText time_text_;
  std::string lines_;
  std::size_t line_count_ = 0;
  bool keeps_decisions_ = false;
  bool is_logging_ = false;
  bool is_learning_ = false;
  bool is_timing_ = false;    ///< somebody wants to know how long requests took
  bool is_watching_ = false;  ///< somebody wants to know of each request
};

}  // namespace corsage::gateway
