// What `corsage predict` costs: cases a second on one core with every cause, and its memory as the file grows. The file's
// cases are given to it over and over.
//
//     bench_predict_cost CORSAGE CASES

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include "process_cost.hpp"
#include "support/temporary_directory.hpp"

#include <fmt/format.h>

namespace {

/// Predicts the file's cases on one thread.
corsage::bench::ProcessCost predict(std::string const& corsage, std::string const& file, std::string const& profile) {
  return corsage::bench::cost_of({corsage, "predict", "--as", profile, "--jobs=1", file}, 1);
}

/// A file of the cases, over and over. Written piece by piece: a child's peak memory begins with its parent's.
std::string write_cases(std::filesystem::path const& file, std::string_view cases, int times) {
  std::ofstream stream(file, std::ios::binary);
  for (int i = 0; i < times; ++i) {
    stream << cases;
  }
  return file.string();
}

}  // namespace

int main(int argument_count, char** arguments) {
  if (argument_count != 3) {
    fmt::print(stderr, "usage: bench_predict_cost CORSAGE CASES\n");
    return 2;
  }
  std::ifstream stream(arguments[2], std::ios::binary);
  std::string const cases{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
  auto const count = std::ranges::count(cases, '\n');
  constexpr int small = 10;
  constexpr int large = 100;
  corsage::test::TemporaryDirectory const directory;
  auto const small_file = write_cases(directory.path() / "small.jsonl", cases, small);
  auto const large_file = write_cases(directory.path() / "large.jsonl", cases, large);
  for (auto const* const profile : {"spec", "chromium", "firefox", "webkit"}) {
    auto const cost = predict(arguments[1], large_file, profile);
    fmt::print("figure: corsage predict --as {} --jobs 1, cases a second, at least 200,000 wanted: {:.0f}\n", profile,
               static_cast<double>(count * large) / cost.processor_seconds);
  }
  auto const small_peak = predict(arguments[1], small_file, "spec").peak_mebibytes;
  auto const large_peak = predict(arguments[1], large_file, "spec").peak_mebibytes;
  fmt::print("figure: corsage predict, peak memory, MiB, for {} and for {} cases: {:.1f} and {:.1f}\n", count * small,
             count * large, small_peak, large_peak);
}
