#include "scribe.hpp"

#include <chrono>
#include <cstdint>
#include <utility>
#include <variant>

namespace corsage::gateway {
namespace {

/// Lines that wait to be written, in pieces of what a worker gathers.
constexpr std::size_t most_waiting = 64;
constexpr std::size_t most_told = 1000;
constexpr std::chrono::seconds between_files{1};

}  // namespace

Scribe::Scribe(Observers observers) : observers_(std::move(observers)) {}

Scribe::~Scribe() = default;

std::expected<void, std::string> Scribe::open_log(std::string const& path) {
  LogFile file;
  if (!path.empty()) {
    auto opened = LogFile::open(path);
    if (!opened) {
      return std::unexpected(std::move(opened.error()));
    }
    file = *std::move(opened);
  }
  std::scoped_lock const lock(mutex_);
  next_log_ = std::move(file);
  is_there_.notify_one();
  return {};
}

void Scribe::start() {
  thread_ = std::jthread([this](std::stop_token const& stop) { run(stop); });
}

void Scribe::take_lines(std::string& lines, std::size_t count) {
  std::scoped_lock const lock(mutex_);
  if (lines_.size() == most_waiting) {
    dropped_ += count;
    lines.clear();
    return;
  }
  lines_.push_back({.text = std::move(lines), .count = count});
  lines.clear();
  if (!free_.empty()) {
    lines = std::move(free_.back());
    free_.pop_back();
  }
  is_there_.notify_one();
}

void Scribe::tell(report::GatewayNotice notice, std::uint64_t key) {
  bool const is_refusal = std::holds_alternative<report::RefusedRequest>(notice);
  std::scoped_lock const lock(mutex_);
  if ((is_refusal && refusals_ > most_told) || !told_.insert(key).second) {
    return;
  }
  refusals_ += is_refusal ? 1U : 0U;
  if (is_refusal && refusals_ > most_told) {
    notice = report::RefusalsUntold{.told = most_told};
  }
  notices_.push_back(std::move(notice));
  is_there_.notify_one();
}

void Scribe::learn(formats::LearnedPolicy const& learned) {
  std::scoped_lock const lock(mutex_);
  learned_ += learned;
  has_learned_ = true;
}

void Scribe::forget_told() {
  std::scoped_lock const lock(mutex_);
  told_.clear();
  refusals_ = 0;
}

std::uint64_t Scribe::dropped_lines() const {
  std::scoped_lock const lock(mutex_);
  return dropped_;
}

Scribe::Work Scribe::wait_for_work(std::stop_token const& stop) {
  std::unique_lock lock(mutex_);
  is_there_.wait_for(lock, stop, between_files,
                     [this] { return !lines_.empty() || !notices_.empty() || next_log_.has_value(); });
  Work work{.lines = std::exchange(lines_, {}),
            .notices = std::exchange(notices_, {}),
            .log = std::exchange(next_log_, std::nullopt),
            .learned = std::nullopt};
  auto const now = std::chrono::steady_clock::now();
  if (has_learned_ && (stop.stop_requested() || now - learned_told_at_ >= between_files)) {
    work.learned = learned_;
    has_learned_ = false;
    learned_told_at_ = now;
  }
  return work;
}

void Scribe::write(std::vector<Lines> work, std::stop_token const& stop) {
  std::uint64_t dropped = 0;
  for (auto& lines : work) {
    // At the end nobody is waited for twice.
    if ((dropped > 0 && stop.stop_requested()) || !log_.write(lines.text, stop)) {
      dropped += lines.count;
    }
    lines.text.clear();
  }
  std::scoped_lock const lock(mutex_);
  dropped_ += dropped;
  for (auto& lines : work) {
    free_.push_back(std::move(lines.text));
  }
}

void Scribe::run(std::stop_token const& stop) {
  for (bool is_last = false; !is_last;) {
    // Looked at before: what came before the end was asked for is written.
    is_last = stop.stop_requested();
    auto work = wait_for_work(stop);
    write(std::move(work.lines), stop);
    if (work.log) {
      log_ = *std::move(work.log);
    }
    if (observers_.tell) {
      for (auto const& notice : work.notices) {
        observers_.tell(notice);
      }
    }
    if (work.learned) {
      observers_.learned(formats::write_learned_policy(*work.learned));
    }
  }
}

}  // namespace corsage::gateway
