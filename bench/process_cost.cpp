#include "process_cost.hpp"

#include <chrono>
#include <stdexcept>
#include <system_error>

#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace corsage::bench {
namespace {

double seconds_of(timeval const& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

}  // namespace

ProcessCost cost_of(Command const& command, int worst_status) {
  std::vector<char*> arguments;
  for (auto const& word : command) {
    arguments.push_back(const_cast<char*>(word.c_str()));
  }
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  ::posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  auto const start = std::chrono::steady_clock::now();
  pid_t child = -1;
  int const failure = ::posix_spawnp(&child, arguments[0], &actions, nullptr, arguments.data(), environ);
  int status = 0;
  rusage usage{};
  if (failure == 0) {
    ::wait4(child, &status, 0, &usage);
  }
  std::chrono::duration<double, std::milli> const wall = std::chrono::steady_clock::now() - start;
  ::posix_spawn_file_actions_destroy(&actions);
  if (failure != 0) {
    throw std::system_error(failure, std::generic_category(), command[0]);
  }
  if (!WIFEXITED(status) || WEXITSTATUS(status) > worst_status) {
    throw std::runtime_error(command[0] + " failed");
  }
  return {.wall_milliseconds = wall.count(),
          .processor_seconds = seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime),
          .peak_mebibytes = static_cast<double>(usage.ru_maxrss) / 1024};
}

}  // namespace corsage::bench
