// What `corsage predict` costs: cases a second on one core with every cause, and its memory as the file grows. The file's
// cases are given to it over and over.
//
//     bench_predict_cost CORSAGE CASES

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "support/temporary_directory.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>

extern char** environ;

namespace {

struct Cost {
  double seconds = 0;  ///< of processor time
  double peak_mebibytes = 0;
};

double seconds_of(timeval const& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

/// Predicts the file's cases on one thread, the outcomes thrown away.
Cost predict(std::string corsage, std::string file, std::string profile) {
  std::string predict = "predict";
  std::string as = "--as";
  std::string jobs = "--jobs=1";
  std::array<char*, 7> arguments{corsage.data(), predict.data(), as.data(), profile.data(),
                                 jobs.data(),    file.data(),    nullptr};
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
  pid_t child = -1;
  int const failure = ::posix_spawnp(&child, corsage.c_str(), &actions, nullptr, arguments.data(), environ);
  ::posix_spawn_file_actions_destroy(&actions);
  if (failure != 0) {
    throw std::system_error(failure, std::generic_category(), corsage);
  }
  int status = 0;
  rusage usage{};
  ::wait4(child, &status, 0, &usage);
  if (!WIFEXITED(status) || WEXITSTATUS(status) > 1) {
    throw std::runtime_error("corsage predict failed");
  }
  return {.seconds = seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime),
          .peak_mebibytes = static_cast<double>(usage.ru_maxrss) / 1024};
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
               static_cast<double>(count * large) / cost.seconds);
  }
  auto const small_peak = predict(arguments[1], small_file, "spec").peak_mebibytes;
  auto const large_peak = predict(arguments[1], large_file, "spec").peak_mebibytes;
  fmt::print("figure: corsage predict, peak memory, MiB, for {} and for {} cases: {:.1f} and {:.1f}\n", count * small,
             count * large, small_peak, large_peak);
}
