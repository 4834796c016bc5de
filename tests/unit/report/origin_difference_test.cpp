// How a value of Access-Control-Allow-Origin misses the page's origin.

#include "report/origin_difference.hpp"

#include <gtest/gtest.h>

namespace corsage::report {
namespace {

struct Row {
  std::string_view name;
  std::string_view value;
  std::string_view part;
  std::string_view note;
  std::string_view origin = "http://localhost:5173";
};

TEST(OriginDifference, is_the_smallest_part_that_is_wrong) {
  constexpr Row rows[] = {
      {.name = "a slash",
       .value = "http://localhost:5173/",
       .part = "/",
       .note = "the value differs only by the slash at its end: an origin has none"},
      {.name = "a path",
       .value = "http://localhost:5173/app",
       .part = "/app",
       .note = "the value differs only by what follows the host: an origin has none"},
      {.name = "the scheme",
       .value = "https://localhost:5173",
       .part = "https",
       .note = "the value differs only by the scheme: the page's is http"},
      {.name = "the port",
       .value = "http://localhost:3000",
       .part = "3000",
       .note = "the value differs only by the port: the page's is 5173"},
      {.name = "a port that is missing",
       .value = "http://localhost",
       .part = "localhost",
       .note = "the value differs only by the port: the page's is 5173"},
      {.name = "a port too many, though it is the scheme's own",
       .value = "https://app.test:443",
       .part = "443",
       .note = "the value differs only by the port: the page's origin has none",
       .origin = "https://app.test"},
      {.name = "the port of an address",
       .value = "http://[::1]:3000",
       .part = "3000",
       .note = "the value differs only by the port: the page's is 5173",
       .origin = "http://[::1]:5173"},
      {.name = "an address without a port",
       .value = "http://[::1]",
       .part = "[::1]",
       .note = "the value differs only by the port: the page's is 5173",
       .origin = "http://[::1]:5173"},
      {.name = "upper case",
       .value = "http://LocalHost:5173",
       .part = "LocalH",
       .note = "the value differs only by upper and lower case: browsers compare letter by letter"},
      {.name = "the host",
       .value = "https://app.test",
       .part = "app.test",
       .note = "the value differs only by the host: the page's is www.app.test",
       .origin = "https://www.app.test"},
      {.name = "two names of this machine",
       .value = "http://127.0.0.1:5173",
       .part = "127.0.0.1",
       .note = "the value differs only by the host: to a browser 127.0.0.1 and localhost are two"},
      {.name = "a wildcard in a host",
       .value = "http://*.test",
       .part = "*",
       .note = "no origin: a * stands alone or for nothing; name http://localhost:5173"},
      {.name = "no scheme",
       .value = "localhost:5173",
       .part = "localhost:5173",
       .note = "no origin: it has no scheme; the page's is http://localhost:5173"},
      {.name = "several parts",
       .value = "https://app.test",
       .part = "https://app.test",
       .note = "another origin; the page's is http://localhost:5173"},
      {.name = "several parts, and a path",
       .value = "https://app.test/",
       .part = "/",
       .note = "another origin, and one has no path; the page's is http://localhost:5173"},
      {.name = "the origin of sandboxed frames",
       .value = "null",
       .part = "null",
       .note = "the origin sent is http://localhost:5173"},
      {.name = "a page without an origin",
       .value = "https://app.test",
       .part = "https://app.test",
       .note = "the origin sent is null",
       .origin = "null"},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    auto const told = difference(row.value, row.origin);
    EXPECT_EQ(told.note, row.note);
    EXPECT_EQ(row.value.substr(told.offset, told.length), row.part);
  }
}

TEST(OriginDifference, knows_what_has_no_origins_form) {
  for (std::string_view const value : {"localhost:5173", "http://*.test", "app.test", "*.test", "true"}) {
    EXPECT_TRUE(is_no_origin(value)) << value;
  }
  for (std::string_view const value : {"null", "http://localhost:5173/", "https://app.test"}) {
    EXPECT_FALSE(is_no_origin(value)) << value;
  }
}

}  // namespace
}  // namespace corsage::report
