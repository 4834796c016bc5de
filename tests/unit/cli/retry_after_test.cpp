#include "retry_after.hpp"

#include <string>

#include <gtest/gtest.h>

namespace corsage::cli {
namespace {

TEST(RetryAfter, IsReadWhereAnAnswerSaysToWait) {
  struct Row {
    std::string name;
    int status = 429;
    http::HeaderList headers = {};
    std::optional<int> seconds = std::nullopt;
  };
  // 1994-11-06 08:49:00 UTC
  constexpr std::time_t now = 784111740;
  Row const rows[] = {
      {.name = "seconds", .headers = {{"Retry-After", "5"}}, .seconds = 5},
      {.name = "of an answer that is unavailable", .status = 503, .headers = {{"retry-after", "0"}}, .seconds = 0},
      {.name = "of another answer", .status = 200, .headers = {{"Retry-After", "5"}}},
      {.name = "a date", .headers = {{"Retry-After", "Sun, 06 Nov 1994 08:49:37 GMT"}}, .seconds = 37},
      {.name = "a date that is over", .headers = {{"Retry-After", "Sun, 06 Nov 1994 08:48:37 GMT"}}, .seconds = 0},
      {.name = "more than any clock has",
       .headers = {{"Retry-After", "99999999999999999999999"}},
       .seconds = 1'000'000'000},
      {.name = "a date that no clock comes to",
       .headers = {{"Retry-After", "Fri, 31 Dec 9999 23:59:59 GMT"}},
       .seconds = 1'000'000'000},
      {.name = "nothing"},
      {.name = "an empty value", .headers = {{"Retry-After", ""}}},
      {.name = "a negative number", .headers = {{"Retry-After", "-5"}}},
      {.name = "words", .headers = {{"Retry-After", "later"}}},
      {.name = "two", .headers = {{"Retry-After", "5"}, {"Retry-After", "6"}}},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    auto const wait = retry_after({.status = row.status, .headers = row.headers}, now);
    EXPECT_EQ(wait ? std::optional(static_cast<int>(wait->count())) : std::nullopt, row.seconds);
  }
}

TEST(RetryAfter, IsOfABusyServer) {
  for (int const status : {429, 503}) {
    EXPECT_TRUE(is_busy({.status = status}));
  }
  for (int const status : {200, 403, 500, 502, 504}) {
    EXPECT_FALSE(is_busy({.status = status}));
  }
}

}  // namespace
}  // namespace corsage::cli
