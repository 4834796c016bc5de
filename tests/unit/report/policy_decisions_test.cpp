#include "corsage/report/policy_decisions.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace corsage::report {
namespace {

struct Row {
  std::string name;
  DecisionCounts counts;
  std::string candidate = {};
  std::string text;
};

TEST(PolicyDecisions, are_counted_in_words) {
  std::vector<Row> const rows{
      {.name = "nothing", .counts = {}, .text = "0 requests: 0 allowed, 0 refused\n"},
      {.name = "one of each",
       .counts = {.allowed = 1, .refused = 1, .unreadable = 1, .replaced = 1},
       .text = "2 requests: 1 allowed, 1 refused; 1 line was no request\n"
               "From 1 answer CORS headers of the server behind were removed:\n"
               "  corsage explain policy-upstream-headers-replaced\n"},
      {.name = "a candidate that changes nothing",
       .counts = {.allowed = 2, .unreadable = 2, .shifts = {2}},
       .candidate = "new.toml",
       .text = "2 requests: 2 allowed, 0 refused; 2 lines were no request\n"
               "Under new.toml nothing would change\n"},
      {.name = "a candidate that changes much",
       .counts = {.allowed = 6, .shifts = {0, 1, 2, 3}},
       .candidate = "new.toml",
       .text = "6 requests: 6 allowed, 0 refused\n"
               "Under new.toml 3 would be newly refused, 2 newly allowed, 1 answered otherwise\n"},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(decisions_text(row.counts, row.candidate, {}), row.text);
  }
}

TEST(PolicyDecisions, of_several_threads_are_added) {
  DecisionCounts counts{.allowed = 1, .refused = 2, .unreadable = 3, .replaced = 4, .shifts = {5, 6, 7, 8}};
  counts += counts;
  EXPECT_EQ(decisions_text(counts, "c", {}),
            decisions_text({.allowed = 2, .refused = 4, .unreadable = 6, .replaced = 8, .shifts = {10, 12, 14, 16}},
                           "c", {}));
}

}  // namespace
}  // namespace corsage::report
