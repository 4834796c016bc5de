#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <unordered_set>
#include <vector>

#include "corsage/formats/learned_policy.hpp"
#include "corsage/gateway/gateway.hpp"
#include "corsage/report/gateway_notices.hpp"
#include "log_file.hpp"

namespace corsage::gateway {

/// Writes down what workers have to say, in a thread of its own: whatever a disk, a pipe or a terminal does, no request
/// waits for it.
class Scribe {
 public:
  explicit Scribe(Observers observers);
  /// What is there is written first, as far as somebody takes it.
  ~Scribe();
  Scribe(Scribe const&) = delete;
  Scribe& operator=(Scribe const&) = delete;

  /// Before `start`, and from any thread when the configuration is read again: opens the access log, anew where it is
  /// open; an empty path: there is none. The system's words where it cannot be opened, and the old one stays.
  std::expected<void, std::string> open_log(std::string const& path);

  void start();

  // From workers. None of these waits for anything but the moment that another of them takes.

  /// Takes whole lines of the access log, and gives room for more; drops and counts them where too many wait.
  void take_lines(std::string& lines, std::size_t count);

  /// Tells a notice, the first time that one with this key comes. Of refusals only so many are told.
  void tell(report::GatewayNotice notice, std::uint64_t key);

  bool is_learning() const { return observers_.learned != nullptr; }
  void learn(formats::LearnedPolicy const& learned);

  /// What was told is told again: the configuration is another.
  void forget_told();

  /// Lines that nobody will read.
  std::uint64_t dropped_lines() const;

 private:
  struct Lines {
    std::string text;
    std::size_t count = 0;
  };
  struct Work {
    std::vector<Lines> lines;
    std::vector<report::GatewayNotice> notices;
    std::optional<LogFile> log;
    std::optional<formats::LearnedPolicy> learned;
  };

  void run(std::stop_token const& stop);
  Work wait_for_work(std::stop_token const& stop);
  void write(std::vector<Lines> work, std::stop_token const& stop);

  Observers observers_;
  LogFile log_;  ///< of the thread alone, once it runs

  mutable std::mutex mutex_;
  std::condition_variable_any is_there_;
  std::vector<Lines> lines_;
  std::vector<std::string> free_;
  std::vector<report::GatewayNotice> notices_;
  std::optional<LogFile> next_log_;
  formats::LearnedPolicy learned_;
  bool has_learned_ = false;
  std::chrono::steady_clock::time_point learned_told_at_ = {};
  std::unordered_set<std::uint64_t> told_;
  std::size_t refusals_ = 0;  ///< of those that were told
  std::uint64_t dropped_ = 0;

  std::jthread thread_;
};

}  // namespace corsage::gateway
