#include "corsage/http/status.hpp"

#include <set>

#include <gtest/gtest.h>

namespace corsage::http {
namespace {

TEST(Status, is_sorted_as_the_standard_lists_it) {
  std::set<int> const redirects{301, 302, 303, 307, 308};
  std::set<int> const null_bodies{101, 103, 204, 205, 304};
  for (int status = 0; status < 1000; ++status) {
    SCOPED_TRACE(status);
    EXPECT_EQ(is_ok_status(status), status / 100 == 2);
    EXPECT_EQ(is_redirect_status(status), redirects.contains(status));
    EXPECT_EQ(is_null_body_status(status), null_bodies.contains(status));
  }
}

}  // namespace
}  // namespace corsage::http
