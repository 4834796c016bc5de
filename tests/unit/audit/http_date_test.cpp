#include "audit/http_date.hpp"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

namespace corsage::audit {
namespace {

struct Row {
  std::string_view name;
  std::string_view text;
  std::optional<std::int64_t> seconds;
};

TEST(HttpDate, is_read_however_it_is_written) {
  std::vector<Row> const rows{
      {.name = "the beginning", .text = "Thu, 01 Jan 1970 00:00:00 GMT", .seconds = 0},
      {.name = "as in the standard's example", .text = "Sun, 06 Nov 1994 08:49:37 GMT", .seconds = 784111777},
      {.name = "with two digits", .text = "Sunday, 06-Nov-94 08:49:37 GMT", .seconds = 784111777},
      {.name = "the year last", .text = "Sun Nov  6 08:49:37 1994", .seconds = 784111777},
      {.name = "the day that leap years have", .text = "Thu, 29 Feb 2024 00:00:00 GMT", .seconds = 1709164800},
      {.name = "the day that others have not", .text = "Wed, 29 Feb 2023 00:00:00 GMT", .seconds = std::nullopt},
      {.name = "the last of all", .text = "Fri, 31-Dec-9999 23:59:59 GMT", .seconds = 253402300799},
      {.name = "a number", .text = "0", .seconds = std::nullopt},
      {.name = "no time", .text = "Thu, 01 Jan 1970", .seconds = std::nullopt},
      {.name = "nothing", .text = "", .seconds = std::nullopt},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(seconds_of_date(row.text), row.seconds);
  }
}

}  // namespace
}  // namespace corsage::audit
