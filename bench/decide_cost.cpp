// What `corsage policy decide` costs: decisions a second on one core, JSON read and written. The requests are a few of
// each kind, over and over: actual ones and preflights, allowed and refused, and one that is not CORS.
//
//     bench_decide_cost CORSAGE

#include <array>
#include <cstdio>
#include <fstream>
#include <string_view>

#include "process_cost.hpp"
#include "support/temporary_directory.hpp"

#include <fmt/format.h>

namespace {

constexpr std::string_view policy = R"([cors]
origins          = ["https://app.example.com", "https://*.example.com"]
credentials      = true
methods          = ["PUT", "PATCH"]
request_headers  = ["authorization", "content-type"]
response_headers = ["x-request-id"]
max_age          = 600
)";

constexpr std::array<std::string_view, 4> requests = {
    R"json({"id":1,"request":{"method":"GET","headers":[["Host","api.example.com"],["User-Agent","Mozilla/5.0 (X11; Linux x86_64; rv:128.0)"],["Accept","*/*"],["Origin","https://app.example.com"],["Sec-Fetch-Mode","cors"]]},"upstream":{"status":200,"headers":[["Content-Type","application/json"],["Vary","Accept-Encoding"],["Access-Control-Allow-Origin","*"]]}})json",
    R"json({"id":2,"request":{"method":"OPTIONS","headers":[["Host","api.example.com"],["Origin","https://shop.example.com"],["Access-Control-Request-Method","PUT"],["Access-Control-Request-Headers","authorization,content-type"]]}})json",
    R"json({"id":3,"request":{"method":"OPTIONS","headers":[["Host","api.example.com"],["Origin","https://evil.example"],["Access-Control-Request-Method","PUT"]]}})json",
    R"json({"id":4,"request":{"method":"GET","headers":[["Host","api.example.com"]]},"upstream":{"status":404,"headers":[]}})json",
};

}  // namespace

int main(int argument_count, char** arguments) {
  if (argument_count != 2) {
    fmt::print(stderr, "usage: bench_decide_cost CORSAGE\n");
    return 2;
  }
  constexpr std::size_t rounds = 250'000;
  corsage::test::TemporaryDirectory const directory;
  auto const policy_file = directory.write("corsage.toml", policy);
  auto const requests_file = (directory.path() / "requests.jsonl").string();
  {
    std::ofstream stream(requests_file, std::ios::binary);
    for (std::size_t i = 0; i < rounds; ++i) {
      for (auto const request : requests) {
        stream << request << '\n';
      }
    }
  }
  auto const cost =
      corsage::bench::cost_of({arguments[1], "policy", "decide", "--jobs=1", policy_file, requests_file}, 1);
  fmt::print("figure: corsage policy decide --jobs 1, decisions a second, at least 500,000 wanted: {:.0f}\n",
             static_cast<double>(rounds * requests.size()) / cost.processor_seconds);
}
