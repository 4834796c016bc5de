#include <cstdint>

#include "corsage/http/field_values.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace corsage::http {
namespace {

struct RangeRow {
  char const* name;
  std::string_view value;
  std::optional<RangeValue> strict;   ///< white space forbidden
  std::optional<RangeValue> lenient;  ///< white space allowed
};

constexpr RangeRow rows[] = {
    {.name = "both ends", .value = "bytes=0-99", .strict = {{"0", "99"}}, .lenient = {{"0", "99"}}},
    {.name = "an open end", .value = "bytes=5-", .strict = {{"5", ""}}, .lenient = {{"5", ""}}},
    {.name = "the last bytes: the start is null", .value = "bytes=-5", .strict = {{"", "5"}}, .lenient = {{"", "5"}}},
    {.name = "one byte", .value = "bytes=7-7", .strict = {{"7", "7"}}, .lenient = {{"7", "7"}}},
    {.name = "leading zeros do not count", .value = "bytes=007-7", .strict = {{"007", "7"}}, .lenient = {{"007", "7"}}},
    {.name = "more digits than any integer has",
     .value = "bytes=0-99999999999999999999999",
     .strict = {{"0", "99999999999999999999999"}},
     .lenient = {{"0", "99999999999999999999999"}}},
    {.name = "backwards fails", .value = "bytes=5-1", .strict = {}, .lenient = {}},
    {.name = "backwards by its number of digits fails", .value = "bytes=10-9", .strict = {}, .lenient = {}},
    {.name = "backwards beyond any integer fails",
     .value = "bytes=99999999999999999999999-1",
     .strict = {},
     .lenient = {}},
    {.name = "two nulls fail", .value = "bytes=-", .strict = {}, .lenient = {}},
    {.name = "two ranges fail", .value = "bytes=0-1,3-4", .strict = {}, .lenient = {}},
    {.name = "another case of the unit fails", .value = "Bytes=0-", .strict = {}, .lenient = {}},
    {.name = "another unit fails", .value = "items=0-", .strict = {}, .lenient = {}},
    {.name = "no equals sign fails", .value = "bytes 0-", .strict = {}, .lenient = {}},
    {.name = "no hyphen fails", .value = "bytes=0", .strict = {}, .lenient = {}},
    {.name = "a sign fails", .value = "bytes=+0-", .strict = {}, .lenient = {}},
    {.name = "nothing fails", .value = "", .strict = {}, .lenient = {}},
    {.name = "white space only where it is allowed", .value = "bytes \t= 0 - 9", .strict = {}, .lenient = {{"0", "9"}}},
    {.name = "white space at the end fails", .value = "bytes=0-9 ", .strict = {}, .lenient = {}},
};

TEST(RangeValue, is_parsed_as_fetch_does) {
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(parse_single_range(row.value, RangeWhitespace::forbidden), row.strict);
    EXPECT_EQ(parse_single_range(row.value, RangeWhitespace::allowed), row.lenient);
  }
}

RC_GTEST_PROP(RangeValue, is_accepted_exactly_when_it_runs_forwards, (std::uint32_t start, std::uint32_t end)) {
  auto const value = "bytes=" + std::to_string(start) + "-" + std::to_string(end);
  RC_ASSERT(parse_single_range(value, RangeWhitespace::forbidden).has_value() == (start <= end));
}

}  // namespace
}  // namespace corsage::http
