#include "gateway/token_bucket.hpp"

#include <gtest/gtest.h>

namespace corsage::gateway {
namespace {

using namespace std::chrono_literals;

TEST(TokenBucket, lets_a_burst_through_and_then_the_rate) {
  TokenBucket::Time const start{};
  TokenBucket bucket({.per_second = 2, .burst = 3}, start);
  EXPECT_TRUE(bucket.take(start));
  EXPECT_TRUE(bucket.take(start));
  EXPECT_TRUE(bucket.take(start));
  EXPECT_FALSE(bucket.take(start));
  EXPECT_EQ(bucket.retry_after(), 1s);
  EXPECT_FALSE(bucket.take(start + 400ms));
  EXPECT_TRUE(bucket.take(start + 500ms));
  EXPECT_FALSE(bucket.take(start + 500ms));
}

TEST(TokenBucket, holds_no_more_than_its_burst) {
  TokenBucket::Time const start{};
  TokenBucket bucket({.per_second = 1, .burst = 2}, start);
  auto const later = start + 1h;
  EXPECT_TRUE(bucket.take(later));
  EXPECT_TRUE(bucket.take(later));
  EXPECT_FALSE(bucket.take(later));
}

TEST(TokenBucket, takes_nothing_back_where_a_clock_is_behind) {
  TokenBucket::Time const start{};
  TokenBucket bucket({.per_second = 1, .burst = 2}, start);
  EXPECT_TRUE(bucket.take(start + 1s));
  EXPECT_TRUE(bucket.take(start));
  EXPECT_FALSE(bucket.take(start));
  EXPECT_FALSE(bucket.take(start + 1s));
  EXPECT_TRUE(bucket.take(start + 2s));
}

TEST(TokenBucket, tells_when_to_come_again) {
  TokenBucket::Time const start{};
  TokenBucket bucket({.per_second = 0.1, .burst = 1}, start);
  EXPECT_TRUE(bucket.take(start));
  EXPECT_FALSE(bucket.take(start));
  EXPECT_EQ(bucket.retry_after(), 10s);
}

}  // namespace
}  // namespace corsage::gateway
