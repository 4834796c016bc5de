#include "request_pace.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace corsage::cli {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using Time = RequestPace::Time;

constexpr Time start{std::chrono::hours(1)};

/// How many requests go in so long a time, each ended at once, asked every millisecond.
std::size_t requests_in(RequestPace& pace, milliseconds duration, Metering metering = Metering::metered) {
  constexpr std::size_t most = 100'000;
  for (auto now = start; now < start + duration; now += milliseconds(1)) {
    while (pace.sent() < most && pace.may_go("a", metering, now)) {
      pace.went("a", metering, now);
      pace.ended("a");
    }
  }
  return pace.sent();
}

TEST(RequestPace, KeepsTheRate) {
  struct Row {
    std::string name;
    double per_second;
    Metering metering = Metering::metered;
    std::size_t least;
    std::size_t most;
  };
  Row const rows[] = {
      {.name = "few", .per_second = 50, .least = 499, .most = 501},
      {.name = "less than one", .per_second = 0.5, .least = 5, .most = 6},
      {.name = "many, in bursts of a moment", .per_second = 5000, .least = 49'900, .most = 50'100},
      {.name = "none is no limit", .per_second = 0, .least = 100'000, .most = 100'000},
      {.name = "nor is one for what is free",
       .per_second = 50,
       .metering = Metering::free,
       .least = 100'000,
       .most = 100'000},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    RequestPace pace({.per_second = row.per_second});
    auto const sent = requests_in(pace, seconds(10), row.metering);
    EXPECT_GE(sent, row.least);
    EXPECT_LE(sent, row.most);
  }
}

TEST(RequestPace, SavesNoLeaveWhileNobodyAsks) {
  RequestPace pace({.per_second = 50});
  ASSERT_TRUE(pace.may_go("a", Metering::metered, start));
  pace.went("a", Metering::metered, start);
  auto const later = start + seconds(60);
  ASSERT_TRUE(pace.may_go("a", Metering::metered, later));
  pace.went("a", Metering::metered, later);
  EXPECT_FALSE(pace.may_go("a", Metering::metered, later));
  EXPECT_EQ(pace.next_chance(later), later + milliseconds(20));
}

TEST(RequestPace, LimitsWhatIsUnderWay) {
  RequestPace pace({.per_host = 2, .at_once = 3});
  for (auto const* const host : {"a", "a", "b"}) {
    ASSERT_TRUE(pace.may_go(host, Metering::free, start));
    pace.went(host, Metering::free, start);
    if (pace.sent() == 2) {
      EXPECT_FALSE(pace.may_go("a", Metering::free, start));
    }
  }
  EXPECT_TRUE(pace.is_full());
  EXPECT_FALSE(pace.may_go("b", Metering::free, start));
  EXPECT_EQ(pace.next_chance(start), Time::max());
  pace.ended("a");
  EXPECT_TRUE(pace.may_go("a", Metering::free, start));
}

TEST(RequestPace, LeavesAHostAloneAndNoOther) {
  RequestPace pace({});
  EXPECT_EQ(pace.leave_alone("a", seconds(5), start), seconds(5));
  EXPECT_EQ(pace.leave_alone("a", seconds(2), start), seconds(0));
  EXPECT_FALSE(pace.may_go("a", Metering::free, start + seconds(4)));
  EXPECT_TRUE(pace.may_go("b", Metering::free, start));
  EXPECT_EQ(pace.next_chance(start), start + seconds(5));
  EXPECT_TRUE(pace.may_go("a", Metering::free, start + seconds(5)));
  EXPECT_EQ(pace.next_chance(start + seconds(5)), Time::max());
}

TEST(RequestPace, RemembersWhatAHostRefusesLongerThanAnyoneWaits) {
  RequestPace pace({});
  EXPECT_FALSE(pace.refusal("a", start));
  EXPECT_EQ(pace.leave_alone("a", seconds(30), start), seconds(30));
  EXPECT_FALSE(pace.refusal("a", start)) << "it is waited for";
  EXPECT_FALSE(pace.leave_alone("a", seconds(3600), start));
  EXPECT_FALSE(pace.leave_alone("a", seconds(100), start));
  EXPECT_EQ(pace.refusal("a", start + seconds(1)), seconds(3599)) << "the longest holds";
  EXPECT_FALSE(pace.refusal("b", start));
  EXPECT_FALSE(pace.refusal("a", start + seconds(3600)));
}

TEST(RequestPace, RemembersRefusalsOfNoMoreHostsThanItCan) {
  RequestPace pace({});
  constexpr int most = 10'000;
  for (int i = 0; i <= most; ++i) {
    auto const host = std::to_string(i);
    pace.went(host, Metering::free, start);
    EXPECT_FALSE(pace.leave_alone(host, seconds(100), start));
    pace.ended(host);
  }
  EXPECT_TRUE(pace.refusal(std::to_string(most - 1), start));
  EXPECT_FALSE(pace.refusal(std::to_string(most), start));
  auto const later = start + seconds(100);
  EXPECT_FALSE(pace.leave_alone("later", seconds(100), later));
  EXPECT_TRUE(pace.refusal("later", later)) << "what is over makes room";
}

TEST(RequestPace, CountsWhatManyRequestsAreToldAtOnceOnce) {
  RequestPace pace({});
  for (int round = 0; round < 3; ++round) {
    auto const now = start + round * seconds(16);
    EXPECT_EQ(pace.leave_alone("a", seconds(16), now), seconds(16));
    for (int beside = 0; beside < 3; ++beside) {
      EXPECT_EQ(pace.leave_alone("a", seconds(16), now), seconds(0));
    }
  }
}

TEST(RequestPace, WaitsLongerEachTimeForAHostThatDoesNotSayHowLong) {
  RequestPace pace({});
  auto now = start;
  for (int const wait : {1, 2, 4, 8, 16}) {
    EXPECT_EQ(pace.leave_alone("a", std::nullopt, now), seconds(wait));
    EXPECT_EQ(pace.leave_alone("a", std::nullopt, now), seconds(0));
    now += seconds(wait);
    EXPECT_TRUE(pace.may_go("a", Metering::free, now));
  }
  EXPECT_FALSE(pace.leave_alone("a", std::nullopt, now)) << "more than a minute in all";
  pace.answered("a");
  EXPECT_EQ(pace.leave_alone("a", std::nullopt, now), seconds(1));
}

TEST(RequestPace, AsksAHostThatWasBusyMoreSlowlyForAWhile) {
  RequestPace pace({});
  auto now = start;
  pace.leave_alone("a", std::nullopt, now);
  now += seconds(1);
  std::vector<milliseconds> gaps;
  for (int i = 0; i < 100; ++i) {
    ASSERT_TRUE(pace.may_go("a", Metering::free, now));
    pace.went("a", Metering::free, now);
    auto const next = std::min(pace.next_chance(now), now + milliseconds(1000));
    gaps.push_back(std::chrono::duration_cast<milliseconds>(next - now));
    now = next;
    pace.answered("a");
    pace.ended("a");
  }
  EXPECT_EQ(gaps.front(), milliseconds(125));
  EXPECT_LT(gaps.at(20), milliseconds(60));
  EXPECT_EQ(gaps.back(), milliseconds(1000)) << "nothing to wait for";
}

TEST(RequestPace, EndsWhereTheBudgetDoes) {
  RequestPace pace({.in_all = 1});
  ASSERT_TRUE(pace.may_go("a", Metering::free, start));
  pace.went("a", Metering::free, start);
  pace.ended("a");
  EXPECT_TRUE(pace.is_spent());
  EXPECT_FALSE(pace.may_go("a", Metering::free, start + seconds(60)));
  EXPECT_EQ(pace.next_chance(start), Time::max());
}

}  // namespace
}  // namespace corsage::cli
