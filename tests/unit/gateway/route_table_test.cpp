#include "gateway/route_table.hpp"

#include <string_view>
#include <vector>

#include <gtest/gtest.h>

namespace corsage::gateway {
namespace {

struct PathRow {
  std::string_view name;
  std::string_view target;
  bool is_plain = true;
  std::string_view path = "";
};

TEST(TargetPath, is_refused_where_it_could_be_taken_for_another) {
  std::vector<PathRow> const rows{
      {.name = "a path", .target = "/a/b", .path = "/a/b"},
      {.name = "a query goes", .target = "/a?b/../c", .path = "/a"},
      {.name = "the server as a whole", .target = "*", .path = "*"},
      {.name = "an escaped slash", .target = "/a%2Fb", .path = "/a%2Fb"},
      {.name = "dots within a segment", .target = "/a..b/.c/..d/...", .path = "/a..b/.c/..d/..."},
      {.name = "a way up", .target = "/a/../b", .is_plain = false},
      {.name = "a way up at the end", .target = "/a/..", .is_plain = false},
      {.name = "a segment of one dot", .target = "/a/./b", .is_plain = false},
      {.name = "an escaped way up", .target = "/a/%2e%2E/b", .is_plain = false},
      {.name = "a half escaped way up", .target = "/a/.%2e/b", .is_plain = false},
      {.name = "a way up behind an escaped slash", .target = "/a%2f..%2Fb", .is_plain = false},
      {.name = "a way up behind an escaped backslash", .target = "/a%5c..%5Cb", .is_plain = false},
      {.name = "a backslash", .target = "/a\\b", .is_plain = false},
      {.name = "a fragment", .target = "/a#b", .is_plain = false},
      {.name = "an escaped NUL", .target = "/a%00", .is_plain = false},
      {.name = "a whole URL", .target = "http://b/a", .is_plain = false},
      {.name = "nothing", .target = "", .is_plain = false},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    auto const path = path_of(row.target);
    EXPECT_EQ(path.is_plain, row.is_plain);
    if (row.is_plain) {
      EXPECT_EQ(path.path, row.path);
    }
  }
}

TEST(PathPrefix, holds_whole_segments) {
  EXPECT_TRUE(is_below("/api", "/api"));
  EXPECT_TRUE(is_below("/api/x", "/api"));
  EXPECT_FALSE(is_below("/apis", "/api"));
  EXPECT_FALSE(is_below("/ap", "/api"));
  EXPECT_TRUE(is_below("/api/", "/api/"));
  EXPECT_FALSE(is_below("/api", "/api/"));
  EXPECT_TRUE(is_below("/anything", "/"));
}

struct RouteRow {
  std::string_view name;
  std::string_view host;
  std::string_view path;
  std::string_view method;
  std::string_view route;
};

TEST(RouteTable, finds_the_narrowest_route) {
  std::vector<Route> const routes{
      {.name = "anything"},
      {.name = "api", .path_prefix = "/api"},
      {.name = "api's writes", .path_prefix = "/api", .methods = {"PUT", "POST"}},
      {.name = "users", .path_prefix = "/api/users"},
      {.name = "another host", .host = "b.test"},
  };
  RouteTable const table(routes);
  std::vector<RouteRow> const rows{
      {.name = "nothing else fits", .host = "a.test", .path = "/", .method = "GET", .route = "anything"},
      {.name = "a longer prefix goes first",
       .host = "a.test",
       .path = "/api/users/1",
       .method = "GET",
       .route = "users"},
      {.name = "a named method goes first", .host = "a.test", .path = "/api", .method = "PUT", .route = "api's writes"},
      {.name = "methods have their case", .host = "a.test", .path = "/api", .method = "put", .route = "api"},
      {.name = "a named host goes before a prefix",
       .host = "b.test",
       .path = "/api",
       .method = "GET",
       .route = "another host"},
      {.name = "hosts have no case", .host = "B.Test", .path = "/", .method = "GET", .route = "another host"},
      {.name = "ports do not count", .host = "b.test:8080", .path = "/", .method = "GET", .route = "another host"},
      {.name = "nor does the root's dot", .host = "b.test.:80", .path = "/", .method = "GET", .route = "another host"},
      {.name = "the server as a whole is at its root",
       .host = "a.test",
       .path = "*",
       .method = "OPTIONS",
       .route = "anything"},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    auto const* const route = table.find(row.host, row.path, row.method);
    ASSERT_NE(route, nullptr);
    EXPECT_EQ(route->name, row.route);
  }
}

TEST(RouteTable, has_no_route_for_what_no_route_takes) {
  std::vector<Route> const routes{{.name = "api", .path_prefix = "/api", .methods = {"GET"}}};
  RouteTable const table(routes);
  EXPECT_EQ(table.find("a.test", "/", "GET"), nullptr);
  EXPECT_EQ(table.find("a.test", "/api", "DELETE"), nullptr);
}

}  // namespace
}  // namespace corsage::gateway
