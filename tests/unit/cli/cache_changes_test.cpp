#include "cache_changes.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace corsage::cli {
namespace {

using fetch::PreflightCache;

/// One method that a server allowed to one page.
struct Entry {
  std::string url;
  std::string method;
  bool credentials = false;
  fetch::Time expires = 10;
};

PreflightCache cache_of(std::vector<Entry> const& entries) {
  PreflightCache cache;
  for (auto const& entry : entries) {
    cache.store_method(
        {.byte_serialized_origin = "http://a.test", .url = entry.url, .credentials = entry.credentials, .now = 0},
        entry.method, entry.expires);
  }
  return cache;
}

struct ChangeRow {
  std::string name;
  std::vector<Entry> shared;
  std::vector<Entry> before;
  std::vector<Entry> after;
  std::vector<Entry> result;
};

TEST(CacheChanges, AreMadeAndNoOthers) {
  ChangeRow const rows[] = {
      {.name = "nothing changed: what others did stays",
       .shared = {{"u", "PUT"}, {"v", "PUT"}},
       .before = {{"u", "PUT"}},
       .after = {{"u", "PUT"}},
       .result = {{"u", "PUT"}, {"v", "PUT"}}},
      {.name = "a new answer is added beside what others added",
       .shared = {{"v", "PUT"}},
       .before = {},
       .after = {{"u", "PUT"}},
       .result = {{"v", "PUT"}, {"u", "PUT"}}},
      {.name = "a new method of a known answer",
       .shared = {{"u", "PUT"}},
       .before = {{"u", "PUT"}},
       .after = {{"u", "PUT"}, {"u", "PATCH"}},
       .result = {{"u", "PUT"}, {"u", "PATCH"}}},
      {.name = "a later expiry",
       .shared = {{"u", "PUT"}},
       .before = {{"u", "PUT"}},
       .after = {{"u", "PUT", false, 20}},
       .result = {{"u", "PUT", false, 20}}},
      {.name = "what was cleared is cleared",
       .shared = {{"u", "PUT"}, {"v", "PUT"}},
       .before = {{"u", "PUT"}},
       .after = {},
       .result = {{"v", "PUT"}}},
      {.name = "what has the same URL and is not gone stays",
       .shared = {{"u", "PUT"}, {"u", "PUT", true}},
       .before = {{"u", "PUT"}, {"u", "PUT", true}},
       .after = {{"u", "PUT", true}},
       .result = {{"u", "PUT", true}}},
      {.name = "what others cleared does not come back",
       .shared = {},
       .before = {{"u", "PUT"}},
       .after = {{"u", "PUT"}},
       .result = {}},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    auto shared = cache_of(row.shared);
    adopt_changes(shared, cache_of(row.before), cache_of(row.after));
    EXPECT_EQ(shared, cache_of(row.result));
  }
}

TEST(CacheChanges, KeepHeaderNames) {
  PreflightCache::Key const key{.byte_serialized_origin = "null", .url = "u", .credentials = true, .now = 3};
  PreflightCache after;
  after.store_header_name(key, "X-A", 5);
  PreflightCache shared;
  adopt_changes(shared, {}, after);
  EXPECT_EQ(shared, after);
}

}  // namespace
}  // namespace corsage::cli
