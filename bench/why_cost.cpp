// What `corsage why` costs beside one curl that makes the same two exchanges: pairs of processes, one after the other,
// against a server on loopback. Prints the median of the pairs' ratios.
//
//     bench_why_cost CORSAGE [PAIRS]
#include <cstdlib>
#include <string>
#include <vector>

#include "median.hpp"
#include "process_cost.hpp"
#include "support/scripted_server.hpp"

#include <fmt/format.h>

namespace {

using corsage::bench::Command;
using corsage::bench::cost_of;
using corsage::bench::median;

constexpr int pairs_unless_told = 200;
constexpr int warm_up_pairs = 10;
constexpr auto page = "http://localhost:5173";

corsage::test::Rules const open_server = {
    {.when = {.method = "OPTIONS"},
     .status = 204,
     .headers = {{"Access-Control-Allow-Origin", "*"}, {"Access-Control-Allow-Headers", "x-trace"}}},
    {.status = 200, .headers = {{"Access-Control-Allow-Origin", "*"}}, .body = "{}"}};

}  // namespace

int main(int argument_count, char** arguments) {
  if (argument_count < 2) {
    fmt::print(stderr, "usage: {} CORSAGE [PAIRS]\n", arguments[0]);
    return 2;
  }
  int const pairs = argument_count > 2 ? std::atoi(arguments[2]) : pairs_unless_told;
  corsage::test::ScriptedServer const server(open_server);
  auto const url = server.origin() + "/";
  auto const origin = std::string("Origin: ") + page;
  Command const why = {arguments[1], "why", url, "--from", page, "-H", "x-trace: 1"};
  Command const curl = {"curl",       "-s",
                        "-X",         "OPTIONS",
                        "-H",         origin,
                        "-H",         "Access-Control-Request-Method: GET",
                        "-H",         "Access-Control-Request-Headers: x-trace",
                        url,          "--next",
                        "-s",         "-H",
                        origin,       "-H",
                        "x-trace: 1", url};
  std::vector<double> ratios;
  std::vector<double> why_times;
  std::vector<double> curl_times;
  for (int i = 0; i < pairs + warm_up_pairs; ++i) {
    // Each is first in every other pair: what the first leaves warm must not favour the second.
    bool const why_first = i % 2 == 0;
    auto const first = cost_of(why_first ? why : curl, 0).wall_milliseconds;
    auto const second = cost_of(why_first ? curl : why, 0).wall_milliseconds;
    if (i >= warm_up_pairs) {
      why_times.push_back(why_first ? first : second);
      curl_times.push_back(why_first ? second : first);
      ratios.push_back(why_times.back() / curl_times.back());
    }
  }
  fmt::print("figure: corsage why on loopback, wall time, ms, median: {:.2f}\n", median(why_times));
  fmt::print("figure: curl doing OPTIONS and GET, wall time, ms, median: {:.2f}\n", median(curl_times));
  fmt::print("figure: corsage why / curl, median of {} pairs, at most 1.2 wanted: {:.2f}\n", pairs, median(ratios));
}
