#include "load.hpp"

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <vector>

#include "support/process.hpp"
#include "support/temporary_directory.hpp"

#include <fmt/format.h>

namespace corsage::bench {
namespace {

constexpr std::string_view browser_lines = R"(wrk.headers["Origin"] = "{}"
wrk.headers["Accept"] = "*/*"
wrk.headers["Accept-Encoding"] = "gzip, deflate, br, zstd"
wrk.headers["Accept-Language"] = "en-GB,en;q=0.9"
wrk.headers["Connection"] = "keep-alive"
wrk.headers["Referer"] = "{}/"
wrk.headers["Sec-Fetch-Dest"] = "empty"
wrk.headers["Sec-Fetch-Mode"] = "cors"
wrk.headers["Sec-Fetch-Site"] = "same-site"
wrk.headers["User-Agent"] = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36"
)";

constexpr std::string_view report = R"(done = function(summary)
  local errors = summary.errors
  io.write(string.format("counted %d %d %d %d\n", summary.requests, summary.bytes, summary.duration,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
)";

std::string script_of(Load const& load) {
  return fmt::format("wrk.method = \"{}\"\n", load.method) +
         fmt::format(browser_lines, allowed_origin, allowed_origin) + load.extra_lines + std::string(report);
}

}  // namespace

Load preflight() {
  return {.method = "OPTIONS",
          .path = "/api/items/42",
          .extra_lines =
              "wrk.headers[\"Access-Control-Request-Method\"] = \"PUT\"\n"
              "wrk.headers[\"Access-Control-Request-Headers\"] = \"authorization,content-type\"\n"};
}

Load small_get() {
  return {};
}

Load large_get() {
  return {.path = "/large", .connections = 8};
}

LoadResult saturate(Server const& server, std::string const& path_before, Load const& load, std::chrono::seconds time) {
  test::TemporaryDirectory const directory;
  auto const script = directory.write("load.lua", script_of(load));
  auto const before = server.processor_seconds();
  auto const ending = test::run({"taskset", "-c", std::string(load_processor), "wrk", "-t", "1", "-c",
                                 std::to_string(load.connections), "-d", fmt::format("{}s", time.count()), "-s", script,
                                 fmt::format("http://127.0.0.1:{}{}{}", server.port(), path_before, load.path)});
  auto const spent = server.processor_seconds() - before;
  auto const counted = ending.output.find("counted ");
  std::istringstream numbers(counted == std::string::npos ? "" : ending.output.substr(counted + 8));
  LoadResult result;
  double microseconds = 0;
  std::uint64_t errors = 0;
  if (!(numbers >> result.requests >> result.bytes >> microseconds >> errors) || errors != 0 || result.requests == 0) {
    throw std::runtime_error("wrk: " + ending.output + ending.error);
  }
  result.processor_microseconds = spent * 1e6 / static_cast<double>(result.requests);
  result.processor_seconds_a_gib = spent * 1024 * 1024 * 1024 / static_cast<double>(result.bytes);
  result.requests_a_second = static_cast<double>(result.requests) * 1e6 / microseconds;
  return result;
}

double p99_at(Server const& server, std::string const& path, int requests_a_second, std::chrono::seconds time) {
  constexpr int connections = 16;
  test::TemporaryDirectory const directory;
  auto const log = (directory.path() / "times").string();
  auto const ending = test::run(
      {"taskset", "-c", std::string(load_processor), "h2load", "--h1", "-t", "1", "-c", std::to_string(connections),
       "--rps", std::to_string(requests_a_second / connections), "-D", std::to_string(time.count()), "--log-file", log,
       "-H", fmt::format("Origin: {}", allowed_origin), fmt::format("http://127.0.0.1:{}{}", server.port(), path)});
  std::vector<double> times;
  std::ifstream lines(log);
  // A line is the start in microseconds, the status and the time in microseconds.
  for (std::string line; std::getline(lines, line);) {
    std::istringstream fields(line);
    double start = 0;
    int status = 0;
    double microseconds = 0;
    if (fields >> start >> status >> microseconds && status == 200) {
      times.push_back(microseconds);
    }
  }
  if (times.empty()) {
    throw std::runtime_error("h2load: " + ending.output + ending.error);
  }
  auto const at = times.begin() + static_cast<std::ptrdiff_t>(times.size() * 99 / 100);
  std::ranges::nth_element(times, at);
  return *at;
}

}  // namespace corsage::bench
