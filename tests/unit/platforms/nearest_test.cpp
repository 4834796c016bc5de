// What a platform says of a policy that it cannot say exactly.

#include "corsage/platforms/nearest.hpp"

#include <string_view>

#include <gtest/gtest.h>

namespace corsage::platforms {
namespace {

struct Row {
  std::string_view name;
  std::string_view platform;
  policy::Config config;
  policy::Config nearest;
  std::vector<Departure> departures = {};
};

TEST(Nearest, is_the_policy_itself_where_the_platform_can_say_it_and_the_next_that_is_safe_where_not) {
  std::vector<Row> const rows = {
      {.name = "what can be said is said exactly",
       .platform = "nginx",
       .config = {.origins = {"https://app.test"}, .timing = true},
       .nearest = {.origins = {"https://app.test"}, .timing = true}},
      {.name = "S3 gives credentials to each origin that is named",
       .platform = "s3",
       .config = {.origins = {"http://localhost:5173"}},
       .nearest = {.origins = {"http://localhost:5173"}, .credentials = true},
       .departures = {Departure::credentials}},
      {.name = "and so does Azure",
       .platform = "azure",
       .config = {.origins = {"https://app.test"}, .methods = {"PUT"}, .timing = true},
       .nearest = {.origins = {"https://app.test"}, .credentials = true, .methods = {"PUT"}},
       .departures = {Departure::timing, Departure::credentials}},
      {.name = "everybody stays without credentials",
       .platform = "s3",
       .config = {.origins = {"*"}},
       .nearest = {.origins = {"*"}}},
      {.name = "Google has one list of headers",
       .platform = "gcs",
       .config = {.origins = {"https://app.test"},
                  .request_headers = {"content-type", "x-a"},
                  .response_headers = {"x-b", "x-a"}},
       .nearest = {.origins = {"https://app.test"},
                   .request_headers = {"content-type", "x-a", "x-b"},
                   .response_headers = {"content-type", "x-a", "x-b"}},
       .departures = {Departure::one_header_list}},
      {.name = "the Gateway API has no age of nothing",
       .platform = "gateway-api",
       .config = {.origins = {"https://app.test"}, .max_age = 0},
       .nearest = {.origins = {"https://app.test"}},
       .departures = {Departure::max_age}},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    auto const& platform = *platform_named(row.platform);
    auto const nearest = render_nearest(platform, row.config, {});
    ASSERT_TRUE(nearest);
    EXPECT_EQ(nearest->policy, row.nearest);
    EXPECT_EQ(nearest->departures, row.departures);
    EXPECT_EQ(nearest->text, platform.render(row.nearest, {}).value());
  }
}

struct RefusedRow {
  std::string_view name;
  std::string_view platform;
  policy::Config config;
};

TEST(Nearest, is_nothing_where_only_what_is_dangerous_or_another_fetch_could_be_said) {
  std::vector<RefusedRow> const rows = {
      {.name = "credentials over plain http",
       .platform = "s3",
       .config = {.origins = {"http://app.test"}, .timing = true}},
      {.name = "credentials that the page needs",
       .platform = "gcs",
       .config = {.origins = {"https://app.test"}, .credentials = true, .request_headers = {"x-a"}}},
      {.name = "a method that the page needs",
       .platform = "s3",
       .config = {.origins = {"https://app.test"}, .methods = {"PATCH"}}},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    auto const& platform = *platform_named(row.platform);
    auto const nearest = render_nearest(platform, row.config, {});
    ASSERT_FALSE(nearest);
    auto const refused = platform.render(row.config, {});
    ASSERT_EQ(nearest.error().size(), refused.error().size());
    EXPECT_EQ(nearest.error().front().value, refused.error().front().value);
  }
}

}  // namespace
}  // namespace corsage::platforms
