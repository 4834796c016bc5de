#include "gateway/census.hpp"

#include <string_view>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

namespace corsage::gateway {
namespace {

std::size_t count_of(std::vector<Census::Place> const& places, Admission admission) {
  std::size_t count = 0;
  for (auto const& place : places) {
    count += place.admission() == admission ? 1U : 0U;
  }
  return count;
}

TEST(Census, lets_in_as_many_as_it_may_tells_a_few_more_and_turns_the_others_away) {
  Census census;
  Limits const limits{.connections = 160, .connections_per_client = 1000};
  std::vector<Census::Place> places;
  for (int i = 0; i < 300; ++i) {
    places.push_back(census.enter(*parse_address("192.0.2.1"), limits, true));
  }
  EXPECT_EQ(count_of(places, Admission::welcome), 160U);
  EXPECT_EQ(count_of(places, Admission::too_many), 18U);
  EXPECT_EQ(count_of(places, Admission::turned_away), 122U);
  places.clear();
  EXPECT_EQ(census.enter(*parse_address("192.0.2.1"), limits, true).admission(), Admission::welcome);
}

struct ClientRow {
  std::string_view name;
  std::string_view first;
  std::string_view second;
  bool counts_for_client = true;
  bool is_same_client = false;
};

TEST(Census, knows_clients_by_what_they_have_of_addresses) {
  std::vector<ClientRow> const rows{
      {.name = "one IPv4 address", .first = "192.0.2.1", .second = "192.0.2.1", .is_same_client = true},
      {.name = "two IPv4 addresses", .first = "192.0.2.1", .second = "192.0.2.2"},
      {.name = "two IPv6 addresses of a /64", .first = "2001:db8::1", .second = "2001:db8::2", .is_same_client = true},
      {.name = "two of different ones", .first = "2001:db8::1", .second = "2001:db8:0:1::1"},
      {.name = "one that stands for many", .first = "192.0.2.1", .second = "192.0.2.1", .counts_for_client = false},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    Census census;
    Limits const limits{.connections_per_client = 1};
    auto const first = census.enter(*parse_address(row.first), limits, row.counts_for_client);
    auto const second = census.enter(*parse_address(row.second), limits, row.counts_for_client);
    EXPECT_EQ(first.admission(), Admission::welcome);
    EXPECT_EQ(second.admission(), row.is_same_client ? Admission::too_many_of_client : Admission::welcome);
  }
}

TEST(Census, counts_right_from_many_threads) {
  Census census;
  Limits const limits{.connections = 4, .connections_per_client = 4};
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.emplace_back([&] {
        for (int round = 0; round < 1000; ++round) {
          EXPECT_EQ(census.enter(*parse_address("192.0.2.1"), limits, true).admission(), Admission::welcome);
        }
      });
    }
  }
  std::vector<Census::Place> places;
  for (int i = 0; i < 5; ++i) {
    places.push_back(census.enter(*parse_address("192.0.2.1"), limits, true));
  }
  EXPECT_EQ(count_of(places, Admission::welcome), 4U);
}

}  // namespace
}  // namespace corsage::gateway
