#include "gateway/salvaged_head.hpp"

#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

namespace corsage::gateway {
namespace {

struct SalvageRow {
  std::string_view name;
  std::string_view bytes;
  bool is_salvaged = true;
  std::size_t lines = 0;
};

TEST(Salvage, reads_the_lines_that_came_whole) {
  std::vector<SalvageRow> const rows{
      {.name = "a line that broke off", .bytes = "GET /a HTTP/1.1\r\nOrigin: b\r\nX: y", .lines = 1},
      {.name = "a whole head", .bytes = "GET /a HTTP/1.1\r\nOrigin: b\r\nX: y\r\n\r\nZ: z\r\n", .lines = 2},
      {.name = "half of the first line", .bytes = "GET /a HT", .is_salvaged = false},
      {.name = "a first line that is none", .bytes = "GET\r\nOrigin: b\r\n", .is_salvaged = false},
      {.name = "an empty first line", .bytes = "\r\nOrigin: b\r\n", .is_salvaged = false},
      {.name = "a method that is none", .bytes = "G(T /a HTTP/1.1\r\nOrigin: b\r\n", .is_salvaged = false},
      {.name = "a line without a colon", .bytes = "GET /a HTTP/1.1\r\nOrigin\r\n", .is_salvaged = false},
      {.name = "a space before the colon", .bytes = "GET /a HTTP/1.1\r\nOrigin : b\r\n", .is_salvaged = false},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    Head head;
    ASSERT_EQ(salvage_request(row.bytes, head), row.is_salvaged);
    if (row.is_salvaged) {
      EXPECT_EQ(head.method, "GET");
      EXPECT_EQ(head.target, "/a");
      EXPECT_FALSE(head.keeps_alive);
      ASSERT_EQ(head.lines().size(), row.lines);
      EXPECT_EQ(head.find(boost::beast::http::field::origin)->value, "b");
    }
  }
}

TEST(Salvage, stops_where_a_head_has_no_more_room) {
  std::string bytes = "GET /a HTTP/1.1\r\n";
  for (std::size_t i = 0; i < 2 * Head::most_fields; ++i) {
    bytes += "X: y\r\n";
  }
  Head head;
  ASSERT_TRUE(salvage_request(bytes, head));
  EXPECT_EQ(head.lines().size(), Head::most_fields);
}

}  // namespace
}  // namespace corsage::gateway
