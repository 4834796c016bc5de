#include "corsage/policy/apply.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "corsage/base/bytes.hpp"
#include "corsage/policy/compile.hpp"
#include "corsage/policy/decide.hpp"
#include "requests.hpp"

#include <gtest/gtest.h>

namespace corsage::policy {
namespace {

constexpr std::string_view page = "https://a.test";

struct Row {
  std::string_view name;
  Config config = {.origins = {std::string(page)}, .response_headers = {"etag"}};
  TestRequest request = actual(page);
  http::HeaderList upstream = {};
  http::HeaderList answer;
  ReplacedLines replaced = {};
};

Config timed() {
  return {.origins = {std::string(page)}, .timing = true};
}

std::vector<Row> rows() {
  return {
      {.name = "headers are added",
       .upstream = {{"X-A", "1"}},
       .answer = {{"X-A", "1"},
                  {"Access-Control-Allow-Origin", page},
                  {"Access-Control-Expose-Headers", "etag"},
                  {"Vary", "Origin"}}},
      {.name = "upstream's are replaced",
       .upstream = {{"access-control-allow-origin", "*"},
                    {"Access-Control-Allow-Credentials", "true"},
                    {"Access-Control-Expose-Headers", "etag"}},
       .answer = {{"Access-Control-Allow-Origin", page}, {"Access-Control-Expose-Headers", "etag"}, {"Vary", "Origin"}},
       .replaced =
           {{.name = "access-control-allow-origin", .value = "*", .policy_value = std::string(page), .differs = true},
            {.name = "Access-Control-Allow-Credentials", .value = "true", .differs = true},
            {.name = "Access-Control-Expose-Headers", .value = "etag", .policy_value = "etag", .differs = false}}},
      {.name = "a doubled line differs, even when it is right",
       .upstream = {{"Access-Control-Allow-Origin", page}, {"Access-Control-Allow-Origin", page}},
       .answer = {{"Access-Control-Allow-Origin", page}, {"Access-Control-Expose-Headers", "etag"}, {"Vary", "Origin"}},
       .replaced = {{.name = "Access-Control-Allow-Origin",
                     .value = std::string(page),
                     .policy_value = std::string(page),
                     .differs = true},
                    {.name = "Access-Control-Allow-Origin",
                     .value = std::string(page),
                     .policy_value = std::string(page),
                     .differs = true}}},
      {.name = "a refused origin gets nothing of upstream's either",
       .request = actual("https://evil.test"),
       .upstream = {{"Access-Control-Allow-Origin", "https://evil.test"}},
       .answer = {{"Vary", "Origin"}},
       .replaced = {{.name = "Access-Control-Allow-Origin", .value = "https://evil.test", .differs = true}}},
      {.name = "headers of proposals that browsers know are upstream's no more",
       .request = no_cors(),
       .upstream = {{"Access-Control-Allow-Private-Network", "true"}},
       .answer = {{"Vary", "Origin"}},
       .replaced = {{.name = "Access-Control-Allow-Private-Network", .value = "true", .differs = true}}},
      {.name = "Vary is merged by name",
       .request = no_cors(),
       .upstream = {{"Vary", "Accept-Encoding , Cookie"}, {"vary", "accept-encoding"}},
       .answer = {{"Vary", "Accept-Encoding, Cookie, Origin"}}},
      {.name = "Origin is not doubled in Vary",
       .request = no_cors(),
       .upstream = {{"Vary", "origin, Accept"}},
       .answer = {{"Vary", "origin, Accept"}}},
      {.name = "Vary * says it all", .request = no_cors(), .upstream = {{"Vary", "*"}}, .answer = {{"Vary", "*"}}},
      {.name = "an answer for everybody does not vary",
       .config = {.origins = {"*"}},
       .upstream = {{"Vary", "Accept"}},
       .answer = {{"Vary", "Accept"}, {"Access-Control-Allow-Origin", "*"}}},
      {.name = "timing is upstream's where the policy does not decide it",
       .upstream = {{"Timing-Allow-Origin", "*"}},
       .answer = {{"Timing-Allow-Origin", "*"},
                  {"Access-Control-Allow-Origin", page},
                  {"Access-Control-Expose-Headers", "etag"},
                  {"Vary", "Origin"}}},
      {.name = "timing that the policy decides",
       .config = timed(),
       .upstream = {{"Timing-Allow-Origin", "*"}},
       .answer = {{"Access-Control-Allow-Origin", page}, {"Timing-Allow-Origin", page}, {"Vary", "Origin"}},
       .replaced = {{.name = "Timing-Allow-Origin", .value = "*", .policy_value = std::string(page), .differs = true}}},
      {.name = "timing for a refused origin",
       .config = timed(),
       .request = actual("https://evil.test"),
       .upstream = {{"Timing-Allow-Origin", "*"}},
       .answer = {{"Vary", "Origin"}},
       .replaced = {{.name = "Timing-Allow-Origin", .value = "*", .differs = true}}},
      {.name = "a preflight's answer starts empty",
       .request = preflight(page, "GET"),
       .answer = {{"Access-Control-Allow-Origin", page}, {"Vary", "Origin"}}},
      {.name = "a refused preflight leaks nothing", .request = preflight(page, "PUT"), .answer = {{"Vary", "Origin"}}},
  };
}

TEST(Apply, MakesTheAnswerThePolicys) {
  for (auto const& row : rows()) {
    SCOPED_TRACE(row.name);
    auto const policy = compile(row.config).value();
    FoundIncoming const incoming(row.request.method, row.request.headers);
    auto answer = row.upstream;
    EXPECT_EQ(apply(decide(policy, incoming.view()), answer), row.replaced);
    EXPECT_EQ(std::vector(answer.begin(), answer.end()), std::vector(row.answer.begin(), row.answer.end()));
  }
}

TEST(Apply, ChangesNothingMoreTheSecondTime) {
  for (auto const& row : rows()) {
    SCOPED_TRACE(row.name);
    auto const policy = compile(row.config).value();
    FoundIncoming const incoming(row.request.method, row.request.headers);
    auto answer = row.answer;
    for (auto const& line : apply(decide(policy, incoming.view()), answer)) {
      EXPECT_FALSE(line.differs) << line.name;
    }
    EXPECT_EQ(answer.size(), row.answer.size());
  }
}

/// As many lines as take minutes where the work grows with their square.
constexpr std::size_t very_many = 50'000;

TEST(Apply, TakesAboutAsManyStepsAsThereAreLinesToReplace) {
  auto const policy = compile({.origins = {std::string(page)}}).value();
  std::string_view const origin = page;
  auto const decision = decide(policy, {.method = "GET", .origin = {&origin, 1}});
  http::HeaderList answer;
  for (std::size_t i = 0; i < very_many; ++i) {
    answer.append("Access-Control-Allow-Origin", page);
    answer.append("Access-Control-X-" + std::to_string(i), "1");
    answer.append("X-" + std::to_string(i), "1");
  }
  auto const replaced = apply(decision, answer);
  EXPECT_EQ(replaced.size(), 2 * very_many);
  EXPECT_TRUE(std::ranges::all_of(replaced, &ReplacedLine::differs));
  EXPECT_EQ(answer.size(), very_many + 2);
}

TEST(Apply, TakesAboutAsManyStepsAsThereAreNamesInVary) {
  auto const policy = compile({.origins = {std::string(page)}}).value();
  auto const decision = decide(policy, {.method = "GET"});
  http::HeaderList answer;
  std::string merged;
  for (std::size_t i = 0; i < very_many; ++i) {
    auto const name = "X-" + std::to_string(i);
    answer.append("Vary", name);
    answer.append("Vary", byte_lowercase(name) + ", x-0");
    merged += name + ", ";
  }
  EXPECT_TRUE(apply(decision, answer).empty());
  ASSERT_EQ(answer.size(), 1U);
  EXPECT_EQ(answer[0].value, merged + "Origin");
}

}  // namespace
}  // namespace corsage::policy
