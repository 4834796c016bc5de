#include "corsage/http/storable.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace corsage::http {
namespace {

struct Row {
  std::string name;
  Response response;
  bool is_storable = true;
};

TEST(Storable, IsWhatCachesKeep) {
  std::vector<Row> const rows = {
      {.name = "an answer that says nothing of caches", .response = {}},
      {.name = "an error", .response = {.status = 500}, .is_storable = false},
      {.name = "what forbids it", .response = {.headers = {{"Cache-Control", "no-store"}}}, .is_storable = false},
      {.name = "in any case, among others",
       .response = {.headers = {{"cache-control", "private"}, {"Cache-Control", "max-age=0, No-Store"}}},
       .is_storable = false},
      {.name = "what is asked for again each time", .response = {.headers = {{"Cache-Control", "no-cache"}}}},
      {.name = "a directive that only begins so", .response = {.headers = {{"Cache-Control", "no-stores"}}}},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(is_storable(row.response), row.is_storable);
  }
}

}  // namespace
}  // namespace corsage::http
