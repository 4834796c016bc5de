#include <string_view>

#include "corsage/url/origin.hpp"
#include "corsage/url/site.hpp"
#include "corsage/url/url.hpp"

#include <benchmark/benchmark.h>

namespace corsage::url {
namespace {

void parse(benchmark::State& state, std::string_view input) {
  for (auto _ : state) {
    benchmark::DoNotOptimize(Url::parse(input));
  }
}
BENCHMARK_CAPTURE(parse, plain, "http://api.localhost:8102/c/acao-1/x");
BENCHMARK_CAPTURE(parse, long_path_and_query,
                  "https://api.example.com/v1/users/12345/orders?state=open&page=2&per_page=50");
BENCHMARK_CAPTURE(parse, dots_and_encoding, "https://api.example.com/a/../b/./c.json?q=a b#top");
BENCHMARK_CAPTURE(parse, credentials, "https://user:password@api.example.com/x");
BENCHMARK_CAPTURE(parse, ipv6, "http://[2001:db8::1]:8080/x");
BENCHMARK_CAPTURE(parse, idna, "https://b\u00FCcher.example/x");

void resolve(benchmark::State& state, std::string_view input) {
  auto const base = Url::parse("http://api.localhost:8102/c/acao-1/x").value();
  for (auto _ : state) {
    benchmark::DoNotOptimize(Url::parse(input, &base));
  }
}
BENCHMARK_CAPTURE(resolve, path, "/c/acao-2/y");
BENCHMARK_CAPTURE(resolve, sibling, "y?z");

void origin_of(benchmark::State& state) {
  auto const url = Url::parse("http://api.localhost:8102/c/acao-1/x").value();
  for (auto _ : state) {
    benchmark::DoNotOptimize(Origin::of(url));
  }
}
BENCHMARK(origin_of);

void compare_origin(benchmark::State& state) {
  auto const url = Url::parse("http://api.localhost:8102/c/acao-1/x").value();
  auto const origin = Origin::of(url);
  for (auto _ : state) {
    benchmark::DoNotOptimize(same_origin(url, origin));
  }
}
BENCHMARK(compare_origin);

void compare_site(benchmark::State& state, std::string_view left_text, std::string_view right_text) {
  auto const left = Origin::of(Url::parse(left_text).value());
  auto const right = Origin::of(Url::parse(right_text).value());
  for (auto _ : state) {
    benchmark::DoNotOptimize(same_site(left, right));
  }
}
BENCHMARK_CAPTURE(compare_site, same, "http://app.site.localhost:8101/", "http://api.site.localhost:8102/");
BENCHMARK_CAPTURE(compare_site, cross, "http://app.localhost:8101/", "http://api.localhost:8102/");

}  // namespace
}  // namespace corsage::url
