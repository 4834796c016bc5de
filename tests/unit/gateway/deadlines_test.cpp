#include "gateway/deadlines.hpp"

#include <gtest/gtest.h>

namespace corsage::gateway {
namespace {

using namespace std::chrono_literals;

struct Expiry final : Deadline {
  void expire() override { ++times; }
  int times = 0;
};

Clock::time_point const start{1h};

TEST(DeadlineQueue, expires_what_is_due_and_no_more) {
  DeadlineQueue queue(10s);
  Expiry first;
  Expiry second;
  queue.arm(first, start);
  queue.arm(second, start + 5s);
  queue.expire(start + 9s);
  EXPECT_EQ(first.times, 0);
  queue.expire(start + 10s);
  EXPECT_EQ(first.times, 1);
  EXPECT_EQ(second.times, 0);
  queue.arm(second, start + 11s);
  queue.expire(start + 20s);
  EXPECT_EQ(second.times, 0);
  queue.expire(start + 21s);
  EXPECT_EQ(first.times + second.times, 2);
}

TEST(DeadlineQueue, keeps_a_shorter_limit_at_once_and_a_longer_one_from_then_on) {
  DeadlineQueue queue(20s);
  Expiry before;
  Expiry behind;
  queue.arm(before, start);
  queue.set_limit(1s, start + 2s);
  queue.arm(behind, start + 2s);
  queue.expire(start + 3s);
  EXPECT_EQ(before.times + behind.times, 2);
  queue.arm(before, start + 3s);
  queue.set_limit(20s, start + 3s);
  queue.expire(start + 4s);
  EXPECT_EQ(before.times, 2);
}

}  // namespace
}  // namespace corsage::gateway
