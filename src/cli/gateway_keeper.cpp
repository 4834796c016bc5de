#include "gateway_keeper.hpp"

#include <algorithm>
#include <array>
#include <condition_variable>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <mutex>
#include <stop_token>
#include <utility>

#include "complain.hpp"
#include "corsage/report/enumerated.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <pthread.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <unistd.h>

namespace corsage::cli {
namespace {

using Clock = std::chrono::steady_clock;

/// Who writes several files, or one in pieces, has done so by then.
constexpr std::chrono::milliseconds settle_time{150};

/// Where it never becomes quiet, because others write into the same directory.
constexpr std::chrono::seconds longest_settle_time{1};

/// Who ends sooner was not waited for.
constexpr std::chrono::milliseconds patience{500};

/// Until everybody has noticed that it is over.
constexpr std::chrono::seconds farewell_time{2};

sigset_t awaited() {
  sigset_t signals;
  sigemptyset(&signals);
  for (int const signal : {SIGTERM, SIGINT, SIGHUP}) {
    sigaddset(&signals, signal);
  }
  return signals;
}

int signal_descriptor() {
  auto const signals = awaited();
  return ::signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK);
}

/// For poll: -1 is for ever.
int milliseconds_until(Clock::time_point time) {
  if (time == Clock::time_point::max()) {
    return -1;
  }
  auto const left = std::chrono::ceil<std::chrono::milliseconds>(time - Clock::now()).count();
  return static_cast<int>(std::clamp<std::int64_t>(left, 0, 60'000));
}

}  // namespace

KeptToTheEnd KeptToTheEnd::of(gateway::Configuration const& configuration) {
  return {.listeners = configuration.listeners,
          .admin = configuration.admin,
          .threads = configuration.threads,
          .user = configuration.user};
}

std::vector<std::string> KeptToTheEnd::keys_that_differ(KeptToTheEnd const& other) const {
  std::vector<std::string> keys;
  if (listeners != other.listeners) {
    keys.emplace_back("listen");
  }
  if (admin != other.admin) {
    keys.emplace_back("admin");
  }
  if (threads != other.threads) {
    keys.emplace_back("threads");
  }
  if (user != other.user) {
    keys.emplace_back("user");
  }
  return keys;
}

void GatewayKeeper::block_signals() {
  auto const signals = awaited();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

std::jthread GatewayKeeper::end_soon() {
  return std::jthread([](std::stop_token const& stop) {
    std::mutex mutex;
    std::condition_variable_any is_there;
    std::unique_lock lock(mutex);
    is_there.wait_for(lock, stop, farewell_time, [] { return false; });
    if (!stop.stop_requested()) {
      std::_Exit(EXIT_SUCCESS);
    }
  });
}

GatewayKeeper::GatewayKeeper(gateway::Gateway& gateway, Reader read, FileWatch& watch, KeptToTheEnd kept,
                             std::chrono::milliseconds drain_time)
    : gateway_(gateway),
      read_(std::move(read)),
      watch_(watch),
      kept_(std::move(kept)),
      drain_time_(drain_time),
      signals_(signal_descriptor()),
      ended_(::eventfd(0, EFD_CLOEXEC)),
      thread_([this] { keep(); }) {}

GatewayKeeper::~GatewayKeeper() {
  ::eventfd_write(ended_, 1);
  thread_.join();
  ::close(ended_);
  ::close(signals_);
}

void GatewayKeeper::keep() {
  std::array<pollfd, 3> sources{{{.fd = ended_, .events = POLLIN, .revents = 0},
                                 {.fd = signals_, .events = POLLIN, .revents = 0},
                                 {.fd = watch_.descriptor(), .events = POLLIN, .revents = 0}}};
  while (sources[0].revents == 0) {
    ::poll(sources.data(), sources.size(), milliseconds_until(std::min({settled_at_, tells_to_wait_at_, killed_at_})));
    if (sources[1].revents != 0) {
      take_signals();
    }
    if (sources[2].revents != 0) {
      watch_.take_events();
      settle();
    }
    if (Clock::now() >= settled_at_) {
      settled_at_ = Clock::time_point::max();
      if (watch_.has_changed()) {
        read_again();
      }
    }
    if (Clock::now() >= tells_to_wait_at_ && sources[0].revents == 0) {
      tells_to_wait_at_ = Clock::time_point::max();
      complain(fmt::format("requests under way have up to {} s to end; another signal ends them now",
                           std::chrono::duration<double>(drain_time_).count()));
    }
    if (Clock::now() >= killed_at_) {
      std::_Exit(EXIT_SUCCESS);
    }
  }
}

void GatewayKeeper::settle() {
  if (!watch_.has_changed()) {
    return;
  }
  auto const now = Clock::now();
  if (settled_at_ == Clock::time_point::max()) {
    settles_until_ = now + longest_settle_time;
  }
  settled_at_ = std::min(now + settle_time, settles_until_);
}

void GatewayKeeper::take_signals() {
  signalfd_siginfo signal{};
  while (::read(signals_, &signal, sizeof signal) == sizeof signal) {
    if (signal.ssi_signo == SIGHUP) {
      read_again();
    } else {
      end();
    }
  }
}

void GatewayKeeper::read_again() {
  if (!read_ || told_to_end_ > 0) {
    return;
  }
  watch_.clear();
  if (auto configuration = read_(watch_)) {
    drain_time_ = configuration->limits.drain_time;
    auto const waiting = kept_.keys_that_differ(KeptToTheEnd::of(*configuration));
    gateway_.replace(*std::move(configuration));
    complain("the configuration was read again and is in force");
    if (!waiting.empty()) {
      complain(
          fmt::format("{} until the gateway is started again",
                      report::enumerated(waiting) + (waiting.size() == 1 ? " stays as it was" : " stay as they were")));
    }
  } else {
    gateway_.count_refused_configuration();
    complain("the configuration stays as it was");
  }
}

void GatewayKeeper::end() {
  ++told_to_end_;
  if (told_to_end_ == 1) {
    gateway_.drain();
    killed_at_ = Clock::now() + drain_time_ + farewell_time;
    if (drain_time_ > patience) {
      tells_to_wait_at_ = Clock::now() + patience;
    }
  } else {
    gateway_.abort();
    tells_to_wait_at_ = Clock::time_point::max();
    killed_at_ = std::min(killed_at_, Clock::now() + farewell_time);
  }
}

}  // namespace corsage::cli
