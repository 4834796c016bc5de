#include "gateway/rate_limiter.hpp"

#include <gtest/gtest.h>

namespace corsage::gateway {
namespace {

using namespace std::chrono_literals;

constexpr Rate two_a_second{.per_second = 2, .burst = 2};

TEST(RateLimiter, counts_each_client_for_itself) {
  TokenBucket::Time const start{};
  RateLimiter limiter(two_a_second, std::nullopt, start);
  EXPECT_FALSE(limiter.take("192.0.2.1", start));
  EXPECT_FALSE(limiter.take("192.0.2.1", start));
  EXPECT_EQ(limiter.take("192.0.2.1", start), 1s);
  EXPECT_FALSE(limiter.take("192.0.2.2", start));
  EXPECT_FALSE(limiter.take("192.0.2.1", start + 500ms));
}

TEST(RateLimiter, counts_all_clients_together) {
  TokenBucket::Time const start{};
  RateLimiter limiter(std::nullopt, Rate{.per_second = 0.1, .burst = 2}, start);
  EXPECT_FALSE(limiter.take("192.0.2.1", start));
  EXPECT_FALSE(limiter.take("192.0.2.2", start));
  EXPECT_EQ(limiter.take("192.0.2.3", start), 10s);
}

TEST(RateLimiter, takes_the_addresses_of_one_ipv6_network_for_one_client) {
  TokenBucket::Time const start{};
  RateLimiter limiter(Rate{.per_second = 1, .burst = 1}, std::nullopt, start);
  EXPECT_FALSE(limiter.take("2001:db8:1:2::1", start));
  EXPECT_TRUE(limiter.take("2001:db8:1:2:ffff::9", start));
  EXPECT_FALSE(limiter.take("2001:db8:1:3::1", start));
  EXPECT_FALSE(limiter.take("::ffff:192.0.2.1", start));
  EXPECT_FALSE(limiter.take("::ffff:192.0.2.2", start));
}

TEST(RateLimiter, forgets_who_has_been_silent_for_longest) {
  TokenBucket::Time const start{};
  RateLimiter limiter(Rate{.per_second = 0.001, .burst = 1}, std::nullopt, start);
  EXPECT_FALSE(limiter.take("first", start));
  for (std::size_t i = 1; i < RateLimiter::most_clients; ++i) {
    EXPECT_FALSE(limiter.take("client " + std::to_string(i), start));
  }
  EXPECT_TRUE(limiter.take("first", start));
  EXPECT_FALSE(limiter.take("one more", start));
  EXPECT_TRUE(limiter.take("first", start));
  EXPECT_FALSE(limiter.take("client 1", start));
}

}  // namespace
}  // namespace corsage::gateway
