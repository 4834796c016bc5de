#include "corsage/http/header_list.hpp"

#include "corsage/base/bytes.hpp"
#include "unit/http/generators.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace corsage::http {
namespace {

using Lines = std::vector<std::pair<std::string, std::string>>;

HeaderList list_of(Lines const& lines) {
  HeaderList list;
  for (auto const& [name, value] : lines) {
    list.append(name, value);
  }
  return list;
}

struct ChangeRow {
  char const* name;
  HeaderList before;
  void (HeaderList::*change)(std::string_view, std::string_view);
  HeaderList after;
};

ChangeRow const change_rows[] = {
    {.name = "append keeps order, case and doubles",
     .before = {{"X-A", "1"}, {"b", "2"}},
     .change = &HeaderList::append,
     .after = {{"X-A", "1"}, {"b", "2"}, {"x-a", "new"}}},
    {.name = "append as the standard has it takes the first casing",
     .before = {{"X-A", "1"}, {"x-A", "2"}},
     .change = &HeaderList::append_recased,
     .after = {{"X-A", "1"}, {"x-A", "2"}, {"X-A", "new"}}},
    {.name = "append as the standard has it keeps a new name's casing",
     .before = {{"b", "2"}},
     .change = &HeaderList::append_recased,
     .after = {{"b", "2"}, {"x-a", "new"}}},
    {.name = "set replaces the first line in its place and removes the others",
     .before = {{"a", "1"}, {"X-A", "1"}, {"b", "2"}, {"x-a", "3"}},
     .change = &HeaderList::set,
     .after = {{"a", "1"}, {"X-A", "new"}, {"b", "2"}}},
    {.name = "set appends a name that is not there",
     .before = {{"b", "2"}},
     .change = &HeaderList::set,
     .after = {{"b", "2"}, {"x-a", "new"}}},
};

TEST(HeaderList, changes_as_the_standard_says) {
  for (auto const& row : change_rows) {
    SCOPED_TRACE(row.name);
    auto list = row.before;
    (list.*row.change)("x-a", "new");
    EXPECT_EQ(list, row.after);
  }
}

TEST(HeaderList, removes_every_line_of_a_name) {
  HeaderList list{{"X-A", "1"}, {"b", "2"}, {"x-a", "3"}};
  list.remove("x-A");
  EXPECT_EQ(list, (HeaderList{{"b", "2"}}));
  list.remove("not-there");
  EXPECT_EQ(list, (HeaderList{{"b", "2"}}));
}

TEST(HeaderList, starts_anew_once_cleared) {
  HeaderList list{{"a", "1"}};
  list.clear();
  EXPECT_TRUE(list.empty());
  list.append("b", "2");
  EXPECT_EQ(list, (HeaderList{{"b", "2"}}));
}

struct GetRow {
  char const* name;
  HeaderList list;
  std::optional<std::string_view> value;
  std::size_t count;
};

GetRow const get_rows[] = {
    {.name = "a name that is not there", .list = {{"b", "2"}}, .value = {}, .count = 0},
    {.name = "an empty list", .list = {}, .value = {}, .count = 0},
    {.name = "one line", .list = {{"b", "2"}, {"X-A", "1"}}, .value = "1", .count = 1},
    {.name = "an empty line is not absent", .list = {{"x-a", ""}}, .value = "", .count = 1},
    {.name = "lines are joined in order",
     .list = {{"x-a", "1"}, {"b", "2"}, {"X-A", "3"}},
     .value = "1, 3",
     .count = 2},
    {.name = "empty lines are joined too", .list = {{"x-a", ""}, {"x-a", ""}}, .value = ", ", .count = 2},
    {.name = "a longer name is another name", .list = {{"x-ab", "1"}}, .value = {}, .count = 0},
};

TEST(HeaderList, gets_all_lines_of_a_name_joined) {
  for (auto const& row : get_rows) {
    SCOPED_TRACE(row.name);
    auto const value = row.list.get("x-a");
    EXPECT_EQ(value ? std::optional(value->view()) : std::nullopt, row.value);
    EXPECT_EQ(row.list.count("X-a"), row.count);
    EXPECT_EQ(row.list.contains("x-A"), row.count > 0);
  }
}

TEST(HeaderList, gets_a_single_line_without_a_copy) {
  HeaderList const list{{"x-a", "value"}};
  auto const value = list.get("X-A");
  ASSERT_TRUE(value.has_value());
  EXPECT_EQ(static_cast<void const*>(value->view().data()), static_cast<void const*>(list[0].value.data()));
}

TEST(HeaderList, finds_lines_from_a_place_on) {
  HeaderList const list{{"x-a", "1"}, {"b", "2"}, {"X-A", "3"}};
  EXPECT_EQ(list.find("x-a"), 0U);
  EXPECT_EQ(list.find("x-a", 1), 2U);
  EXPECT_EQ(list.find("x-a", 3), std::nullopt);
}

TEST(HeaderList, iterates_in_order) {
  HeaderList const list{{"x-a", "1"}, {"B", ""}, {"X-A", "3"}};
  std::vector<HeaderList::Line> const lines(list.begin(), list.end());
  EXPECT_EQ(lines, (std::vector<HeaderList::Line>{{"x-a", "1"}, {"B", ""}, {"X-A", "3"}}));
}

TEST(HeaderList, is_equal_by_bytes_and_order) {
  EXPECT_NE((HeaderList{{"a", "1"}}), (HeaderList{{"A", "1"}}));
  EXPECT_NE((HeaderList{{"a", "1"}, {"b", "2"}}), (HeaderList{{"b", "2"}, {"a", "1"}}));
  EXPECT_NE((HeaderList{{"ab", "c"}}), (HeaderList{{"a", "bc"}}));
}

rc::Gen<Lines> any_lines() {
  return rc::gen::container<Lines>(rc::gen::pair(test::any_name(), test::any_value()));
}

RC_GTEST_PROP(HeaderList, gets_what_was_set, ()) {
  auto list = list_of(*any_lines());
  auto const name = *test::any_name();
  auto const value = *test::any_value();
  list.set(name, value);
  RC_ASSERT(list.get(name)->view() == value);
  RC_ASSERT(list.count(name) == 1U);
}

RC_GTEST_PROP(HeaderList, leaves_other_names_alone, ()) {
  auto const lines = *any_lines();
  auto const name = *test::any_name();
  auto changed = list_of(lines);
  changed.set(name, "new");
  changed.remove(name);
  Lines others;
  for (auto const& line : lines) {
    if (!byte_case_insensitive_equal(line.first, name)) {
      others.push_back(line);
    }
  }
  RC_ASSERT(changed == list_of(others));
}

RC_GTEST_PROP(HeaderList, get_grows_by_what_is_appended, ()) {
  auto list = list_of(*any_lines());
  auto const name = *test::any_name();
  auto const value = *test::any_value();
  auto const before = list.get(name);
  auto const expected = before ? std::string(before->view()) + ", " + value : value;
  list.append_recased(name, value);
  RC_ASSERT(list.get(name)->view() == expected);
}

}  // namespace
}  // namespace corsage::http
