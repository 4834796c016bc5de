#include "gateway/spares.hpp"

#include <memory>
#include <vector>

#include <gtest/gtest.h>

namespace corsage::gateway {
namespace {

using Thing = std::unique_ptr<int>;

/// So many that are kept.
Spares<Thing> spares(int count) {
  Spares<Thing> spares;
  for (int i = 0; i < count; ++i) {
    spares.keep(std::make_unique<int>(i));
  }
  return spares;
}

/// Takes all that there are.
std::size_t count(Spares<Thing>& spares) {
  std::size_t count = 0;
  while (spares.take() != nullptr) {
    ++count;
  }
  return count;
}

TEST(Spares, gives_the_last_that_was_kept_and_then_none) {
  auto two = spares(2);
  EXPECT_EQ(*two.take(), 1);
  EXPECT_EQ(*two.take(), 0);
  EXPECT_EQ(two.take(), nullptr);
}

TEST(Spares, that_are_all_used_between_two_trims_stay) {
  auto many = spares(100);
  for (int round = 0; round < 10; ++round) {
    many.trim();
    std::vector<Thing> taken;
    for (int i = 0; i < 100; ++i) {
      taken.push_back(many.take());
      ASSERT_NE(taken.back(), nullptr);
    }
    for (auto& thing : taken) {
      many.keep(std::move(thing));
    }
  }
  EXPECT_EQ(count(many), 100U);
}

TEST(Spares, that_nobody_uses_go_until_a_few_are_left) {
  auto many = spares(100);
  for (int round = 0; round < 20; ++round) {
    many.trim();
  }
  auto const left = count(many);
  EXPECT_GT(left, 0U);
  EXPECT_LE(left, 10U);
}

}  // namespace
}  // namespace corsage::gateway
