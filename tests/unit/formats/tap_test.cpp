#include "corsage/formats/tap.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <simdjson.h>

namespace corsage::formats {
namespace {

TEST(Tap, WritesPointsWithWhatIsToldOfThem) {
  std::vector<TapPoint> const points = {
      {.description = "reads"},
      {.is_ok = false,
       .description = "writes # SKIP\\",
       .details = {{"message", "it is \"blocked\""}, {"why", "\n  one\n\n    two\x1B[31m\n"}}}};
  EXPECT_EQ(tap(points), R"(TAP version 14
1..2
ok 1 - reads
not ok 2 - writes \# SKIP\\
  ---
  message: "it is \"blocked\""
  why: |
    one

        two\x1B[31m
  ...
)");
  EXPECT_EQ(tap({}), "TAP version 14\n1..0\n");
}

TEST(Tap, HasALineForEachPointWhateverTheTextsHold) {
  rc::check("no text makes another point", [](std::vector<std::string> const& texts) {
    std::vector<TapPoint> points;
    points.reserve(texts.size());
    for (auto const& text : texts) {
      points.push_back({.is_ok = false, .description = text, .details = {{"why", text}}});
    }
    auto const report = tap(points);
    RC_ASSERT(simdjson::validate_utf8(report));
    std::size_t found = 0;
    for (std::size_t start = 0; start < report.size(); start = report.find('\n', start) + 1) {
      found += report.compare(start, 7, "not ok ") == 0 ? 1U : 0U;
    }
    RC_ASSERT(found == texts.size());
    RC_ASSERT(std::ranges::none_of(report, [](char byte) { return byte == '\x1B' || byte == '\0'; }));
  });
}

}  // namespace
}  // namespace corsage::formats
