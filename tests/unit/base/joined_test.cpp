#include "corsage/base/joined.hpp"

#include <array>
#include <ranges>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

namespace corsage {
namespace {

struct JoinedRow {
  std::string name;
  std::vector<std::string> texts;
  std::string between = ", ";
  std::string all;
};

TEST(Joined, PutsOneTextBehindTheOther) {
  std::vector<JoinedRow> const rows = {
      {.name = "none", .texts = {}, .all = ""},
      {.name = "one stands alone", .texts = {"GET"}, .all = "GET"},
      {.name = "several", .texts = {"GET", "PUT", "DELETE"}, .all = "GET, PUT, DELETE"},
      {.name = "something else between them", .texts = {"x-a", "x-b"}, .between = ",", .all = "x-a,x-b"},
      {.name = "nothing between them", .texts = {"a", "b"}, .between = "", .all = "ab"},
      {.name = "an empty one is one of them", .texts = {"", "a", "", "b", ""}, .all = ", a, , b, "},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(joined(row.texts, row.between), row.all);
  }
}

TEST(Joined, TakesWhateverCanBeReadAsText) {
  EXPECT_EQ(joined(std::array<std::string_view, 2>{"GET", "PUT"}), "GET, PUT");
  // Texts that are made while they are read, and gone right behind.
  EXPECT_EQ(joined(std::views::iota(1, 4) | std::views::transform([](int number) { return std::to_string(number); })),
            "1, 2, 3");
}

}  // namespace
}  // namespace corsage
