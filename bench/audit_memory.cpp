// What `corsage audit` of a list without end costs: URLs piped into it, a real nginx on loopback that reflects every origin,
// one process.
//
//     bench_audit_memory CORSAGE [URLS]
#include <cstddef>
#include <cstdlib>
#include <fstream>
#include <string>

#include "process_cost.hpp"
#include "support/nginx.hpp"
#include "support/temporary_directory.hpp"

#include <fmt/format.h>

namespace {

using corsage::bench::cost_of;
using corsage::bench::ProcessCost;

constexpr std::size_t many_unless_told = 100'000;
constexpr std::size_t few = 1000;

constexpr auto reflecting_server = R"(server {
  listen 127.0.0.1:PORT;
  keepalive_requests 1000000;
  location / {
    add_header Access-Control-Allow-Origin $http_origin;
    add_header Access-Control-Allow-Credentials true;
    default_type application/json;
    return 200 "{}";
  }
})";

ProcessCost audit(std::string const& corsage, std::string const& origin, std::size_t count,
                  std::string const& answers) {
  auto const line =
      fmt::format("seq -f '{}/%.0f' {} | '{}' audit - --output jsonl='{}'", origin, count, corsage, answers);
  return cost_of({"sh", "-c", line}, 1);
}

std::size_t lines_of(std::string const& file) {
  std::ifstream stream(file, std::ios::binary);
  std::size_t lines = 0;
  for (std::string line; std::getline(stream, line);) {
    ++lines;
  }
  return lines;
}

}  // namespace

int main(int argument_count, char** arguments) {
  if (argument_count < 2) {
    fmt::print(stderr, "usage: bench_audit_memory CORSAGE [URLS]\n");
    return 2;
  }
  auto const many = argument_count > 2 ? static_cast<std::size_t>(std::atoll(arguments[2])) : many_unless_told;
  corsage::test::Nginx const nginx(reflecting_server);
  corsage::test::TemporaryDirectory const directory;
  auto const answers = (directory.path() / "answers.jsonl").string();
  auto const small = audit(arguments[1], nginx.origin(), few, answers);
  auto const large = audit(arguments[1], nginx.origin(), many, answers);
  constexpr std::size_t run_and_summary = 2;
  if (lines_of(answers) != many + run_and_summary) {
    fmt::print(stderr, "not every URL was audited\n");
    return 1;
  }
  fmt::print("figure: corsage audit of a stream of {} URLs at nginx on loopback, s: {:.0f}\n", many,
             large.wall_milliseconds / 1000);
  fmt::print("figure: corsage audit, peak memory, MiB, for a stream of {} URLs: {:.1f}\n", few, small.peak_mebibytes);
  fmt::print("figure: corsage audit, peak memory, MiB, for a stream of {} URLs: {:.1f}\n", many, large.peak_mebibytes);
}
