#include "request_pace.hpp"

#include <algorithm>

namespace corsage::cli {
namespace {

using Seconds = std::chrono::duration<double>;

/// What was not used of a moment may be used after it: clocks tick in steps, and waits end late.
constexpr double moment = 0.02;

/// Nobody waits longer for a host that does not answer.
constexpr std::chrono::seconds longest_quiet{60};

constexpr std::chrono::milliseconds shortest_gap{20};
constexpr std::chrono::milliseconds first_gap{125};
constexpr std::chrono::milliseconds longest_gap{500};

/// A list can name any number of hosts: of more, those that come first are remembered.
constexpr std::size_t most_refusals = 10'000;

/// So much of the gap is left out after each answer.
constexpr int part_of_gap = 16;

}  // namespace

double RequestPace::most_saved() const {
  return std::max(1.0, limits_.per_second * moment);
}

void RequestPace::pass(Time now) {
  if (counted_until_ != Time::min()) {
    auto const elapsed = std::chrono::duration_cast<Seconds>(now - counted_until_).count();
    leave_ = std::min(most_saved(), leave_ + elapsed * limits_.per_second);
  }
  counted_until_ = now;
}

bool RequestPace::may_go(std::string const& host, Metering metering, Time now) {
  if (is_spent() || is_full()) {
    return false;
  }
  auto const known = hosts_.find(host);
  if (known != hosts_.end() && (known->second.under_way >= limits_.per_host || known->second.quiet_until > now)) {
    return false;
  }
  if (metering == Metering::free || limits_.per_second == 0) {
    return true;
  }
  pass(now);
  return leave_ >= 1;
}

void RequestPace::went(std::string const& host, Metering metering, Time now) {
  ++sent_;
  ++under_way_;
  auto& state = hosts_[host];
  ++state.under_way;
  if (state.gap > Duration::zero()) {
    state.quiet_until = std::max(state.quiet_until, now + state.gap);
  }
  if (metering == Metering::metered && limits_.per_second > 0) {
    leave_ -= 1;
  }
}

void RequestPace::ended(std::string const& host) {
  --under_way_;
  auto const known = hosts_.find(host);
  --known->second.under_way;
  // A list can name any number of hosts.
  if (known->second.is_ordinary()) {
    hosts_.erase(known);
  }
}

std::optional<RequestPace::Duration> RequestPace::leave_alone(std::string const& host,
                                                              std::optional<std::chrono::seconds> wanted, Time now) {
  std::erase_if(hosts_, [now](auto const& each) {
    auto const& [name, state] = each;
    return state.under_way == 0 && state.quiet_until + longest_quiet <= now;
  });
  auto& state = hosts_[host];
  // Requests that went before it was left alone tell nothing new.
  bool const is_new = state.quiet_until <= now + state.gap;
  auto const wait = wanted.value_or(is_new ? state.next_wait : std::chrono::seconds(0));
  auto const from = std::max(state.quiet_until, now);
  auto const until = std::max(from, now + wait);
  if (state.left_alone + (until - from) > longest_quiet) {
    if (wanted) {
      remember_refusal(host, until, now);
    }
    return std::nullopt;
  }
  state.quiet_until = until;
  state.left_alone += until - from;
  if (is_new) {
    state.next_wait *= 2;
    state.gap = std::clamp<Duration>(2 * state.gap, first_gap, longest_gap);
  }
  return until - from;
}

void RequestPace::remember_refusal(std::string const& host, Time until, Time now) {
  if (refused_until_.size() >= most_refusals) {
    std::erase_if(refused_until_, [now](auto const& each) { return each.second <= now; });
  }
  if (refused_until_.size() < most_refusals || refused_until_.contains(host)) {
    auto& latest = refused_until_[host];
    latest = std::max(latest, until);
  }
}

std::optional<RequestPace::Duration> RequestPace::refusal(std::string const& host, Time now) const {
  auto const known = refused_until_.find(host);
  return known != refused_until_.end() && known->second > now ? std::optional(known->second - now) : std::nullopt;
}

void RequestPace::answered(std::string const& host) {
  auto const known = hosts_.find(host);
  if (known == hosts_.end()) {
    return;
  }
  auto& state = known->second;
  state.next_wait = Host().next_wait;
  state.left_alone = Duration::zero();
  state.gap -= state.gap / part_of_gap;
  if (state.gap < shortest_gap) {
    state.gap = Duration::zero();
  }
}

RequestPace::Time RequestPace::next_chance(Time now) {
  auto chance = Time::max();
  if (is_spent() || is_full()) {
    return chance;
  }
  if (limits_.per_second > 0) {
    pass(now);
    auto const wait = Seconds((1 - leave_) / limits_.per_second);
    chance = leave_ < 1 ? now + std::chrono::ceil<Time::duration>(wait) : chance;
  }
  for (auto const& [name, host] : hosts_) {
    if (host.quiet_until > now) {
      chance = std::min(chance, host.quiet_until);
    }
  }
  return chance;
}

}  // namespace corsage::cli
