#include "corsage/base/nearest_name.hpp"

#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace corsage {
namespace {

struct DistanceRow {
  std::string name;
  std::string left;
  std::string right;
  std::size_t distance;
};

TEST(NearestName, EditDistanceCountsSlips) {
  std::vector<DistanceRow> const rows = {
      {.name = "the same", .left = "--from", .right = "--from", .distance = 0},
      {.name = "a letter replaced", .left = "--fram", .right = "--from", .distance = 1},
      {.name = "a letter missing", .left = "--fom", .right = "--from", .distance = 1},
      {.name = "a letter too many", .left = "--froom", .right = "--from", .distance = 1},
      {.name = "two neighbours swapped", .left = "--form", .right = "--from", .distance = 1},
      {.name = "nothing against something", .left = "", .right = "why", .distance = 3},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(edit_distance(row.left, row.right), row.distance);
    EXPECT_EQ(edit_distance(row.right, row.left), row.distance);
  }
}

struct NearestRow {
  std::string name;
  std::string typed;
  std::optional<std::string> nearest;
};

TEST(NearestName, SuggestsOnlyWhatIsNear) {
  std::vector<std::string> const names = {"--from", "--fix", "--json", "--credentials"};
  std::vector<NearestRow> const rows = {
      {.name = "a slip", .typed = "--form", .nearest = "--from"},
      {.name = "half a long word", .typed = "--credential", .nearest = "--credentials"},
      {.name = "another word", .typed = "--verbose", .nearest = std::nullopt},
      {.name = "nothing", .typed = "", .nearest = std::nullopt},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(nearest_name(row.typed, names), row.nearest);
  }
}

}  // namespace
}  // namespace corsage
