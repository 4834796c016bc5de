// What the gateway costs beside its peers: the server on one processor, the load and the upstream on the other, the peers
// in turn in each round, processor time from /proc. Ratios are of the same round; what is printed are their medians.
//
//     bench_gateway_cost CORSAGE NODE_MODULES_DIRECTORY [ROUNDS [SECONDS]]
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "../median.hpp"
#include "load.hpp"
#include "peers.hpp"

#include <fmt/format.h>

namespace {

using namespace corsage::bench;
using Figures = std::map<std::string_view, std::vector<double>>;

/// One thing that is measured of several peers.
struct Comparison {
  std::string_view what;
  std::string_view unit;
  std::vector<Peer> peers;
  std::function<double(Server const&, std::string const& path_before)> measure;
  /// What the gateway's figure may be at most, as a multiple of a peer's.
  std::vector<std::pair<Peer, double>> wanted;
};

Figures measure(Comparison const& comparison, Programs const& programs, Server const& upstream, int rounds) {
  Figures figures;
  for (int round = 0; round < rounds; ++round) {
    for (auto const& peer : comparison.peers) {
      auto const server = peer.start(programs, upstream.port());
      figures[peer.name].push_back(comparison.measure(server, peer.path_before(upstream.port())));
    }
  }
  return figures;
}

void print(Comparison const& comparison, Figures const& figures) {
  auto const& own = figures.at(corsage_gateway.name);
  for (auto const& peer : comparison.peers) {
    auto const& values = figures.at(peer.name);
    auto const [least, most] = std::ranges::minmax(values);
    fmt::print("figure: {}, {}, {}: {:.2f} ({:.2f} to {:.2f})\n", comparison.what, peer.name, comparison.unit,
               median(values), least, most);
  }
  for (auto const& [peer, most] : comparison.wanted) {
    auto const& theirs = figures.at(peer.name);
    std::vector<double> ratios;
    for (std::size_t i = 0; i < own.size(); ++i) {
      ratios.push_back(own[i] / theirs[i]);
    }
    fmt::print("figure: {}, gateway / {}, at most {} wanted: {:.2f}\n", comparison.what, peer.name, most,
               median(ratios));
  }
}

std::vector<Comparison> comparisons(std::chrono::seconds time) {
  auto const processor_time_of = [time](Load const& load) {
    return [load, time](Server const& server, std::string const& path_before) {
      return saturate(server, path_before, load, time).processor_microseconds;
    };
  };
  return {
      {.what = "a preflight",
       .unit = "processor time, µs",
       .peers = {corsage_gateway, nginx_constant, nginx_allowlist, haproxy_allowlist, caddy_allowlist, cors_anywhere},
       .measure = processor_time_of(preflight()),
       .wanted = {{nginx_constant, 1.0}}},
      {.what = "a proxied GET of 1 KiB",
       .unit = "processor time, µs",
       .peers = {corsage_gateway, nginx_allowlist, haproxy_allowlist, caddy_allowlist, cors_anywhere},
       .measure = processor_time_of(small_get()),
       .wanted = {{nginx_allowlist, 1.0}, {cors_anywhere, 0.1}}},
      {.what = "2,000 GETs a second",
       .unit = "99th percentile, µs",
       .peers = {corsage_gateway, nginx_allowlist},
       .measure = [time](Server const& server,
                         std::string const& path_before) { return p99_at(server, path_before + "/small", 2000, time); },
       .wanted = {{nginx_allowlist, 1.0}}},
      {.what = "bodies of 10 MiB",
       .unit = "processor time a GiB, s, at most 0.5 wanted of the gateway",
       .peers = {corsage_gateway, nginx_allowlist, nginx_tuned, haproxy_allowlist},
       .measure =
           [time](Server const& server, std::string const& path_before) {
             return saturate(server, path_before, large_get(), time).processor_seconds_a_gib;
           },
       .wanted = {}},
  };
}

}  // namespace

int main(int argument_count, char** arguments) {
  if (argument_count < 3) {
    fmt::print(stderr, "usage: {} CORSAGE NODE_MODULES_DIRECTORY [ROUNDS [SECONDS]]\n", arguments[0]);
    return 2;
  }
  Programs const programs{.corsage = arguments[1], .node_modules = arguments[2]};
  int const rounds = argument_count > 3 ? std::atoi(arguments[3]) : 7;
  std::chrono::seconds const time(argument_count > 4 ? std::atoi(arguments[4]) : 3);
  auto const upstream = start_upstream();
  for (auto const& comparison : comparisons(time)) {
    fmt::print(stderr, "measuring: {} ({} rounds)\n", comparison.what, rounds);
    print(comparison, measure(comparison, programs, upstream, rounds));
    std::fflush(stdout);
  }
}
