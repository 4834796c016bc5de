#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>

#include <boost/intrusive/list.hpp>

namespace corsage::gateway {

using Clock = std::chrono::steady_clock;

/// Something that may only last so long. Forgotten when it is destroyed.
class Deadline : public boost::intrusive::list_base_hook<boost::intrusive::link_mode<boost::intrusive::auto_unlink>> {
 public:
  Deadline() = default;
  Deadline(Deadline const&) = delete;
  Deadline& operator=(Deadline const&) = delete;
  virtual ~Deadline() = default;

  /// It lasted too long.
  virtual void expire() = 0;

  void disarm() {
    if (is_linked()) {
      unlink();
    }
  }

 private:
  friend class DeadlineQueue;
  Clock::time_point due_ = {};
};

/// The deadlines that are the same time away when they are set: the first that was set is the first that is due, so that
/// setting one and looking for those that are due takes the same time however many there are.
class DeadlineQueue {
 public:
  explicit DeadlineQueue(Clock::duration limit) : limit_(limit) {}

  void arm(Deadline& deadline, Clock::time_point now) {
    deadline.disarm();
    deadline.due_ = now + limit_;
    deadlines_.push_back(deadline);
  }

  /// Expires those that are due.
  void expire(Clock::time_point now) {
    while (!deadlines_.empty() && deadlines_.front().due_ <= now) {
      auto& deadline = deadlines_.front();
      deadlines_.pop_front();
      deadline.expire();
    }
  }

  /// Expires as many of those that would be due first, if there are.
  void expire_soonest(std::size_t count) {
    for (; count > 0 && !deadlines_.empty(); --count) {
      auto& deadline = deadlines_.front();
      deadlines_.pop_front();
      deadline.expire();
    }
  }

  /// Those that are set already last no longer, either.
  void set_limit(Clock::duration limit, Clock::time_point now) {
    if (limit < limit_) {
      for (auto& deadline : deadlines_) {
        deadline.due_ = std::min(deadline.due_, now + limit);
      }
    }
    limit_ = limit;
  }

 private:
  Clock::duration limit_;
  boost::intrusive::list<Deadline, boost::intrusive::constant_time_size<false>> deadlines_;
};

}  // namespace corsage::gateway
