#include "contract_watch.hpp"

#include <array>
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <string_view>
#include <thread>

#include "complain.hpp"
#include "file_watch.hpp"

#include <poll.h>
#include <unistd.h>

namespace corsage::cli {
namespace {

/// Who writes a file in pieces has done so by then.
constexpr std::chrono::milliseconds settle_time{50};

/// Of the last run; nothing is known before the first has come to its end.
std::atomic<int> last_status = static_cast<int>(ExitStatus::undetermined);

/// Whether there may be a line of progress.
std::atomic<bool> has_terminal = false;

extern "C" void end_with_last_status(int /*signal*/) {
  constexpr std::string_view clear_line = "\r\x1B[K";
  if (has_terminal) {
    // What cannot be cleared stays.
    [[maybe_unused]] auto const written = ::write(STDERR_FILENO, clear_line.data(), clear_line.size());
  }
  std::_Exit(last_status.load());
}

void end_at_signals() {
  has_terminal = ::isatty(STDERR_FILENO) == 1;
  struct sigaction action = {};
  action.sa_handler = end_with_last_status;
  for (int const signal : {SIGINT, SIGTERM, SIGHUP}) {
    ::sigaction(signal, &action, nullptr);
  }
}

/// Reads what was typed. False where nobody can type any more.
bool take_typed() {
  std::array<char, 256> typed;
  return ::read(STDIN_FILENO, typed.data(), typed.size()) > 0;
}

/// Waits until it is time to run again.
void wait_for_change(FileWatch const& watch, std::optional<int> interval, bool& is_typed_at) {
  constexpr int milliseconds = 1000;
  int const patience = interval ? *interval * milliseconds : -1;
  std::array<pollfd, 2> sources{{{.fd = watch.descriptor(), .events = POLLIN, .revents = 0},
                                 {.fd = is_typed_at ? STDIN_FILENO : -1, .events = POLLIN, .revents = 0}}};
  while (!watch.has_changed()) {
    if (::poll(sources.data(), sources.size(), patience) == 0) {
      return;
    }
    if (sources[1].revents != 0) {
      is_typed_at = take_typed();
      if (is_typed_at) {
        return;
      }
      sources[1].fd = -1;
    }
    watch.take_events();
  }
  std::this_thread::sleep_for(settle_time);
}

}  // namespace

void end_with(ExitStatus status) {
  last_status = static_cast<int>(status);
}

ExitStatus run_again_and_again(std::vector<std::string> const& files, std::optional<int> interval,
                               std::function<ExitStatus()> const& run) {
  end_at_signals();
  bool is_typed_at = ::isatty(STDIN_FILENO) == 1;
  FileWatch watch(FileWatch::Gone::noticed);
  while (true) {
    watch.clear();
    for (auto const& file : files) {
      watch.add(file);
    }
    end_with(run());
    complain(is_typed_at ? "watching; Enter tests again, Ctrl-C ends" : "watching; Ctrl-C ends");
    wait_for_change(watch, interval, is_typed_at);
  }
}

}  // namespace corsage::cli
