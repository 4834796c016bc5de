#include "tally.hpp"

#include <algorithm>
#include <cstdint>
#include <functional>

namespace corsage::gateway {
namespace {

template <typename Values>
void add_each(Values& sums, Values const& values) {
  std::ranges::transform(sums, values, sums.begin(), std::plus());
}

struct LimitOfAnswer {
  std::string_view code;
  std::string_view limit;
};

constexpr auto limits_of_answers = std::to_array<LimitOfAnswer>({
    {"head_too_long", "header_bytes"},
    {"head_too_many_lines", "header_lines"},
    {"request_timeout", "head_time"},
    {"body_too_long", "body_bytes"},
    {"body_timeout", "body_time"},
    {"upstream_connect_timeout", "connect_time"},
    {"upstream_timeout", "response_time"},
    {"too_many_connections", "connections"},
    {"too_many_connections_of_client", "connections_per_client"},
    {"relay_rate", "rate"},
    {"relay_answer_too_long", "response_bytes"},
});

}  // namespace

void Histogram::add(std::chrono::nanoseconds time) {
  auto const seconds = std::chrono::duration<double>(time).count();
  auto const bound = std::ranges::lower_bound(bounds, seconds);
  ++counts[static_cast<std::size_t>(bound - bounds.begin())];
  sum += time;
}

Histogram& Histogram::operator+=(Histogram const& other) {
  add_each(counts, other.counts);
  sum += other.sum;
  return *this;
}

RouteTally& RouteTally::operator+=(RouteTally const& other) {
  add_each(statuses, other.statuses);
  for (std::size_t i = 0; i < decisions.size(); ++i) {
    add_each(decisions[i], other.decisions[i]);
  }
  add_each(shifts, other.shifts);
  conflicts += other.conflicts;
  broken_off += other.broken_off;
  bytes += other.bytes;
  times += other.times;
  upstream_times += other.upstream_times;
  return *this;
}

void NamedCounts::add(std::string_view name, std::uint64_t count) {
  auto const known = std::ranges::find(counts_, name, &Count::first);
  if (known == counts_.end()) {
    counts_.emplace_back(name, count);
  } else {
    known->second += count;
  }
}

void NamedCounts::add(NamedCounts const& other) {
  for (auto const& [name, count] : other.counts_) {
    add(name, count);
  }
}

PoolFigures& PoolFigures::operator+=(PoolFigures const& other) {
  kept += other.kept;
  opened += other.opened;
  reused += other.reused;
  failed += other.failed;
  return *this;
}

std::string_view limit_of(std::string_view own_code) {
  auto const* const found = std::ranges::find(limits_of_answers, own_code, &LimitOfAnswer::code);
  return found == limits_of_answers.end() ? std::string_view() : found->limit;
}

}  // namespace corsage::gateway
