// What `corsage audit` costs: the lab's servers on loopback, one thread, in a process of their own.
//
//     bench_audit_cost CORSAGE LAB_PROGRAM LAB [URLS]
#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "process_cost.hpp"
#include "support/process.hpp"
#include "support/temporary_directory.hpp"

#include <fmt/format.h>

namespace {

using corsage::bench::cost_of;
using corsage::bench::ProcessCost;

constexpr std::size_t few = 300;
constexpr std::size_t many_unless_told = 5000;

/// The URLs that the lab's program prints, behind its port.
std::vector<std::string> urls_of(corsage::test::Process& lab) {
  std::vector<std::string> urls;
  constexpr auto patience = std::chrono::milliseconds(500);
  lab.read_line();
  for (auto line = lab.read_line(); line; line = lab.read_line(patience)) {
    urls.push_back(*line);
  }
  return urls;
}

/// A list of so many URLs: each of the lab's over and over, with a query of its own.
std::string write_list(std::filesystem::path const& file, std::vector<std::string> const& urls, std::size_t count) {
  std::ofstream stream(file, std::ios::binary);
  for (std::size_t i = 0; i < count; ++i) {
    stream << urls[i % urls.size()] << "?n=" << i << '\n';
  }
  return file.string();
}

/// The number behind the last `"requests":` of what was written: the summary's.
double requests_in(std::string const& file) {
  std::ifstream stream(file, std::ios::binary);
  std::string line;
  std::string last;
  while (std::getline(stream, line)) {
    last = line;
  }
  constexpr std::string_view key = "\"requests\":";
  auto const place = last.rfind(key);
  return place == std::string::npos ? 0 : std::atof(last.c_str() + place + key.size());
}

ProcessCost audit(std::string const& corsage, std::string const& list, std::string const& answers) {
  return cost_of({corsage, "audit", "-i", list, "--trusted-origin", "https://app.example.org", "--output",
                  "jsonl=" + answers, "--output", "sarif=" + answers + ".sarif"},
                 1);
}

}  // namespace

int main(int argument_count, char** arguments) {
  if (argument_count < 4) {
    fmt::print(stderr, "usage: bench_audit_cost CORSAGE LAB_PROGRAM LAB [URLS]\n");
    return 2;
  }
  auto const many = argument_count > 4 ? static_cast<std::size_t>(std::atoll(arguments[4])) : many_unless_told;
  corsage::test::Process lab({arguments[2], "--lab", arguments[3]});
  auto const urls = urls_of(lab);
  corsage::test::TemporaryDirectory const directory;
  auto const answers = (directory.path() / "answers.jsonl").string();
  auto const small = audit(arguments[1], write_list(directory.path() / "few", urls, few), answers);
  auto const requests = requests_in(answers);
  auto const large = audit(arguments[1], write_list(directory.path() / "many", urls, many), answers);
  fmt::print("figure: corsage audit of {} URLs on loopback, wall time, s, at most 3 wanted: {:.2f}\n", few,
             small.wall_milliseconds / 1000);
  fmt::print("figure: requests of that audit: {:.0f}\n", requests);
  fmt::print("figure: requests a second of that audit: {:.0f}\n", requests / small.wall_milliseconds * 1000);
  fmt::print("figure: corsage audit, peak memory, MiB, for {} and for {} URLs: {:.1f} and {:.1f}\n", few, many,
             small.peak_mebibytes, large.peak_mebibytes);
}
