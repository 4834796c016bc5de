// Decisions of the policy room, each beside the time it may take, and a bare look-up of the same origins.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "corsage/policy/apply.hpp"
#include "corsage/policy/compile.hpp"
#include "corsage/policy/decide.hpp"

#include <benchmark/benchmark.h>

namespace corsage::policy {
namespace {

constexpr std::string_view put = "PUT";

/// Origins of one length, as many as wanted, of which no two are alike.
std::vector<std::string> origins(std::size_t count, std::string_view domain = "example.com") {
  std::vector<std::string> made;
  made.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    auto number = std::to_string(100000 + i);
    made.push_back("https://app-" + number + "." + std::string(domain));
  }
  return made;
}

Config config_for(std::vector<std::string> patterns) {
  return {.origins = std::move(patterns),
          .credentials = true,
          .methods = {"PUT", "DELETE"},
          .request_headers = {"authorization", "content-type", "x-requested-with"},
          .response_headers = {"x-request-id"},
          .max_age = 600};
}

/// Origin headers as requests bring them: bytes of their own, not those that the policy was made of. Every so many of the
/// origins, out of order, so that neighbours are not asked for one after the other.
class Asked {
 public:
  explicit Asked(std::vector<std::string> const& all) {
    constexpr std::size_t most = 4096;
    constexpr std::size_t stride = 7919;  // a prime that divides no count used here
    for (std::size_t i = 0; i < std::min(most, all.size()); ++i) {
      auto const& origin = all[(i * stride) % all.size()];
      places_.push_back({bytes_.size(), origin.size()});
      bytes_ += origin;
    }
    for (auto const& [start, size] : places_) {
      views_.push_back(std::string_view(bytes_).substr(start, size));
    }
  }
  Asked(Asked const&) = delete;
  Asked& operator=(Asked const&) = delete;

  /// One after the other, again and again.
  std::string_view const& next() {
    auto const& view = views_[next_];
    next_ = next_ + 1 == views_.size() ? 0 : next_ + 1;
    return view;
  }

 private:
  std::string bytes_;
  std::vector<std::pair<std::size_t, std::size_t>> places_;
  std::vector<std::string_view> views_;
  std::size_t next_ = 0;
};

void at_most(benchmark::State& state, double nanoseconds) {
  state.counters["at_most_ns"] = nanoseconds;
}

/// Decides on the same request from each of the origins in turn.
void decide_from(benchmark::State& state, Policy const& policy, std::vector<std::string> const& origins,
                 Incoming incoming) {
  Asked asked(origins);
  for (auto _ : state) {
    incoming.origin = {&asked.next(), 1};
    benchmark::DoNotOptimize(decide(policy, incoming));
  }
}

void bare_look_up(benchmark::State& state) {
  auto const all = origins(static_cast<std::size_t>(state.range(0)));
  std::unordered_set<std::string_view> const set(all.begin(), all.end());
  Asked asked(all);
  for (auto _ : state) {
    benchmark::DoNotOptimize(set.contains(asked.next()));
  }
}
BENCHMARK(bare_look_up)->Arg(10)->Arg(1000)->Arg(100000);

void actual_allowed(benchmark::State& state, double limit) {
  auto const all = origins(static_cast<std::size_t>(state.range(0)));
  decide_from(state, compile(config_for(all)).value(), all, {.method = "GET"});
  at_most(state, limit);
}
BENCHMARK_CAPTURE(actual_allowed, few, 30.0)->Arg(10);
BENCHMARK_CAPTURE(actual_allowed, many, 45.0)->Arg(1000)->Arg(100000);

void actual_refused(benchmark::State& state) {
  auto const strangers = origins(10, "example.net");
  decide_from(state, compile(config_for(origins(static_cast<std::size_t>(state.range(0))))).value(), strangers,
              {.method = "GET"});
  at_most(state, 30);
}
BENCHMARK(actual_refused)->Arg(10)->Arg(1000)->Arg(100000);

void actual_by_pattern(benchmark::State& state, std::string_view pattern) {
  auto const all = origins(10);
  decide_from(state, compile(config_for({std::string(pattern), "https://*.example.org", "http://localhost:*"})).value(),
              all, {.method = "GET"});
}
BENCHMARK_CAPTURE(actual_by_pattern, one_label, "https://*.example.com");
BENCHMARK_CAPTURE(actual_by_pattern, any_depth, "https://**.example.com");

void preflight_allowed(benchmark::State& state) {
  constexpr std::string_view asked = "authorization,content-type";
  auto const all = origins(static_cast<std::size_t>(state.range(0)));
  decide_from(state, compile(config_for(all)).value(), all,
              {.method = "OPTIONS", .requested_method = {&put, 1}, .requested_headers = {&asked, 1}});
  at_most(state, 80);
}
BENCHMARK(preflight_allowed)->Arg(10)->Arg(1000)->Arg(100000);

void preflight_refused(benchmark::State& state, std::string_view domain, std::string_view method,
                       std::string_view header) {
  auto const asking = origins(10, domain);
  decide_from(state, compile(config_for(origins(10))).value(), asking,
              {.method = "OPTIONS", .requested_method = {&method, 1}, .requested_headers = {&header, 1}});
  at_most(state, 30);
}
BENCHMARK_CAPTURE(preflight_refused, origin, "example.net", "PUT", "authorization");
BENCHMARK_CAPTURE(preflight_refused, method, "example.com", "PATCH", "authorization");
BENCHMARK_CAPTURE(preflight_refused, header, "example.com", "PUT", "x-unheard-of");

void hostile(benchmark::State& state, std::vector<std::string> const& lines) {
  std::vector<std::string_view> const asked(lines.begin(), lines.end());
  auto const all = origins(10);
  decide_from(state, compile(config_for(all)).value(), all,
              {.method = "OPTIONS", .requested_method = {&put, 1}, .requested_headers = asked});
  at_most(state, 100);
}

std::string repeated(std::string_view text, std::size_t bytes) {
  std::string whole;
  while (whole.size() < bytes) {
    whole += text;
  }
  return whole;
}

constexpr std::size_t mebibyte = 1U << 20U;
BENCHMARK_CAPTURE(hostile, commas_1024, std::vector{std::string(1024, ',')});
BENCHMARK_CAPTURE(hostile, one_name_repeated_1_MiB, std::vector{repeated("content-type,", mebibyte)});
BENCHMARK_CAPTURE(hostile, one_name_repeated_8_KiB, std::vector{repeated("content-type,", 8000)});
BENCHMARK_CAPTURE(hostile, one_name_of_1_MiB, std::vector{std::string(mebibyte, 'a')});
BENCHMARK_CAPTURE(hostile, spaces_1_MiB, std::vector{std::string(mebibyte, ' ')});
BENCHMARK_CAPTURE(hostile, empty_lines_1024, std::vector<std::string>(1024));

void hostile_origin(benchmark::State& state) {
  std::string const long_origin = "https://" + std::string(65536, 'a') + ".example.com";
  decide_from(state, compile(config_for({"https://**.example.com"})).value(), {long_origin}, {.method = "GET"});
  at_most(state, 100);
}
BENCHMARK(hostile_origin)->Name("hostile/origin_64_KiB");

void preflight_from_header_list(benchmark::State& state) {
  auto const all = origins(10);
  auto const policy = compile(config_for(all)).value();
  http::HeaderList const headers = {{"Host", "api.example.com"},
                                    {"Accept", "*/*"},
                                    {"Access-Control-Request-Method", "PUT"},
                                    {"Access-Control-Request-Headers", "authorization,content-type"},
                                    {"Origin", all.front()},
                                    {"User-Agent", "Mozilla/5.0"}};
  for (auto _ : state) {
    FoundIncoming const incoming("OPTIONS", headers);
    benchmark::DoNotOptimize(decide(policy, incoming.view()));
  }
}
BENCHMARK(preflight_from_header_list);

void applied_to_answer(benchmark::State& state) {
  auto const all = origins(10);
  auto const policy = compile(config_for(all)).value();
  std::string_view const origin = all.front();
  http::HeaderList const upstream = {{"Content-Type", "application/json"}, {"Vary", "Accept-Encoding"}};
  for (auto _ : state) {
    auto answer = upstream;
    benchmark::DoNotOptimize(apply(decide(policy, {.method = "GET", .origin = {&origin, 1}}), answer));
  }
}
BENCHMARK(applied_to_answer);

/// An upstream that sends very many lines: each of them may cost so much, however many there are.
void applied_to_hostile_answer(benchmark::State& state, std::string_view name, std::string_view value) {
  auto const all = origins(10);
  auto const policy = compile(config_for(all)).value();
  std::string_view const origin = all.front();
  http::HeaderList upstream;
  for (std::int64_t i = 0; i < state.range(0); ++i) {
    auto const number = std::to_string(i);
    upstream.append(std::string(name) + (value.empty() ? number : ""),
                    value.empty() ? "1" : std::string(value) + number);
  }
  for (auto _ : state) {
    auto answer = upstream;
    benchmark::DoNotOptimize(apply(decide(policy, {.method = "GET", .origin = {&origin, 1}}), answer));
  }
  state.counters["per_line"] = benchmark::Counter(
      static_cast<double>(state.range(0)), benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}
BENCHMARK_CAPTURE(applied_to_hostile_answer, cors_lines, "Access-Control-X-", "")->Arg(100)->Arg(10000);
BENCHMARK_CAPTURE(applied_to_hostile_answer, vary_lines, "Vary", "X-")->Arg(100)->Arg(10000);

void compile_origins(benchmark::State& state) {
  auto const config = config_for(origins(static_cast<std::size_t>(state.range(0))));
  for (auto _ : state) {
    benchmark::DoNotOptimize(compile(config));
  }
  state.counters["at_most_ms"] = 60;
}
BENCHMARK(compile_origins)->Arg(100000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace corsage::policy
