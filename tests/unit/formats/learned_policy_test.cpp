#include "corsage/formats/learned_policy.hpp"

#include <string>
#include <string_view>
#include <vector>

#include "corsage/formats/compiled_policy.hpp"

#include <gtest/gtest.h>

namespace corsage::formats {
namespace {

struct Row {
  std::string_view name;
  LearnedPolicy learned;
  std::vector<std::string_view> lines;    ///< that the file has
  std::vector<std::string_view> without;  ///< what it does not have
};

std::vector<Row> rows() {
  return {
      {.name = "the most frequent first",
       .learned = {.requests = 3, .origins = {{"https://a.test", 1}, {"https://b.test", 2}}},
       .lines = {"origins = [\n  \"https://b.test\",  # 2 times\n  \"https://a.test\",  # once\n]\n",
                 "got: 3 requests, 0 preflights.\n"},
       .without = {"credentials", "methods", "dangerously"}},
      {.name = "a wildcard sent as an origin is nobody's",
       .learned = {.requests = 2, .origins = {{"https://a.test", 1}, {"*", 1}, {"https://*.a.test", 1}}},
       .lines = {"# origins: \"*\" was seen once, and no policy can list it\n",
                 "# origins: \"https://*.a.test\" was seen once, and no policy can list it\n"},
       .without = {"  \"*\"", "  \"https://*.a.test\""}},
      {.name = "a null origin needs its dangerous key",
       .learned = {.requests = 1, .origins = {{"null", 1}}},
       .lines = {"  \"null\",  # once\n",
                 "dangerously_allow_null_origin = true  # look at this: corsage explain policy-null-origin\n"},
       .without = {}},
      {.name = "so does an origin without TLS that had cookies",
       .learned = {.requests = 1, .origins = {{"http://a.test", 1}}, .with_cookies = 1},
       .lines = {"credentials = true  # 1 request had cookies\n",
                 "dangerously_allow_insecure_origins_with_credentials = true"},
       .without = {}},
      {.name = "credentials that nobody had are only offered",
       .learned = {.requests = 2, .origins = {{"http://a.test", 2}}, .offered = 2},
       .lines = {"# credentials = true  # was offered 2 times"},
       .without = {"\ncredentials", "dangerously"}},
      {.name = "all headers are exposed where credentials do not make that void",
       .learned = {.requests = 1, .origins = {{"https://a.test", 1}}, .exposing_all = 1},
       .lines = {"response_headers = [\"*\"]  # once"},
       .without = {}},
      {.name = "names are exposed where they do",
       .learned = {.requests = 2,
                   .origins = {{"https://a.test", 2}},
                   .response_headers = {{"x-id", 1}},
                   .with_cookies = 1,
                   .exposing_all = 1},
       .lines = {"response_headers = [\n  \"x-id\",  # once\n]\n"},
       .without = {"[\"*\"]"}},
      {.name = "a method in the wrong case can be in no list",
       .learned = {.requests = 1, .origins = {{"https://a.test", 1}}, .methods = {{"patch", 1}, {"PUT", 1}}},
       .lines = {"  \"PUT\",  # once\n]\n# methods: \"patch\" was seen once, and no policy can list it\n"},
       .without = {}},
      {.name = "the shortest time and the timing",
       .learned = {.requests = 1,
                   .preflights = 3,
                   .origins = {{"https://a.test", 4}},
                   .timing = 1,
                   .max_ages = {{60, 1}, {600, 2}}},
       .lines = {"max_age = 60  # the shortest that was answered, once\n", "timing = true  # once\n"},
       .without = {}},
  };
}

TEST(LearnedPolicy, is_a_file_that_says_how_often_each_was_seen) {
  for (auto const& row : rows()) {
    SCOPED_TRACE(row.name);
    auto const text = write_learned_policy(row.learned);
    for (auto const line : row.lines) {
      EXPECT_NE(text.find(line), std::string::npos) << line << "\n" << text;
    }
    for (auto const part : row.without) {
      EXPECT_EQ(text.find(part), std::string::npos) << part << "\n" << text;
    }
    auto const compiled = compile_policy_file(text, "learned.toml");
    EXPECT_TRUE(compiled.policy.has_value()) << text;
  }
}

TEST(LearnedPolicy, of_nothing_is_no_policy) {
  EXPECT_EQ(write_learned_policy({}).find("[cors]"), std::string::npos);
}

TEST(LearnedPolicy, of_several_threads_is_added) {
  LearnedPolicy learned{.requests = 1,
                        .preflights = 2,
                        .origins = {{"https://a.test", 3}},
                        .methods = {{"PUT", 1}},
                        .request_headers = {{"x-a", 1}},
                        .response_headers = {{"x-b", 1}},
                        .with_cookies = 1,
                        .timing = 1,
                        .max_ages = {{60, 2}}};
  auto const one = learned;
  learned += one;
  EXPECT_EQ(write_learned_policy(learned), write_learned_policy({.requests = 2,
                                                                 .preflights = 4,
                                                                 .origins = {{"https://a.test", 6}},
                                                                 .methods = {{"PUT", 2}},
                                                                 .request_headers = {{"x-a", 2}},
                                                                 .response_headers = {{"x-b", 2}},
                                                                 .with_cookies = 2,
                                                                 .timing = 2,
                                                                 .max_ages = {{60, 4}}}));
}

TEST(LearnedPolicy, does_not_grow_without_end) {
  LearnedPolicy::Counts counts;
  for (std::size_t i = 0; i < LearnedPolicy::most_names + 10; ++i) {
    count_name(counts, std::to_string(i));
  }
  EXPECT_EQ(counts.size(), LearnedPolicy::most_names);
  count_name(counts, "1");
  EXPECT_EQ(counts.find("1")->second, 2U);
}

}  // namespace
}  // namespace corsage::formats
