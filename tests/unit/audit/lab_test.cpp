// Audits of servers that are data: what is found is what their rows say, to the id, and nothing else.

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "corsage/audit/finding.hpp"
#include "lab_audit.hpp"
#include "support/figure.hpp"

#include <gtest/gtest.h>

namespace corsage::test {
namespace {

struct Count {
  std::size_t expected = 0;
  std::size_t named = 0;
  std::size_t false_alarms = 0;
  std::size_t requests = 0;
};

std::vector<LabRow> unseen_lab() {
  return read_lab(CORSAGE_TEST_DATA "/audit-lab-unseen.jsonl");
}

std::multiset<std::string> ids_of(std::vector<ExpectedFinding> const& findings) {
  std::multiset<std::string> ids;
  for (auto const& finding : findings) {
    ids.insert(finding.id);
  }
  return ids;
}

/// How many of the one are none of the other.
std::size_t beyond(std::multiset<std::string> const& ids, std::multiset<std::string> const& others) {
  std::vector<std::string> more;
  std::ranges::set_difference(ids, others, std::back_inserter(more));
  return more.size();
}

void check_details(ExpectedFinding const& expected, audit::Finding const& found) {
  if (expected.variant) {
    EXPECT_EQ(found.variant, *expected.variant) << expected.id;
  }
  if (expected.severity) {
    EXPECT_EQ(audit::to_string(found.severity), *expected.severity) << expected.id;
  }
  if (expected.is_credentialed) {
    EXPECT_EQ(found.is_credentialed, *expected.is_credentialed) << expected.id;
  }
}

Count check(LabRow const& row) {
  auto const dialogue = audited(row);
  auto const list = dialogue.ids();
  std::multiset<std::string> const found(list.begin(), list.end());
  auto const expected = ids_of(row.expect);
  EXPECT_EQ(found, expected);
  for (auto const& finding : row.expect) {
    for (auto const& each : dialogue.verdict.findings) {
      if (trace::to_string(each.reason) == finding.id) {
        check_details(finding, each);
      }
    }
  }
  return {.expected = expected.size(),
          .named = expected.size() - beyond(expected, found),
          .false_alarms = beyond(found, expected),
          .requests = dialogue.evidence.size()};
}

void check(std::vector<LabRow> const& rows, std::string const& what) {
  Count sum;
  std::size_t most_requests = 0;
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    auto const count = check(row);
    sum.expected += count.expected;
    sum.named += count.named;
    sum.false_alarms += count.false_alarms;
    sum.requests += count.requests;
    most_requests = std::max(most_requests, count.requests);
  }
  tell_figure("findings that an audit of " + what + " names, by their exact ids", of(sum.named, sum.expected));
  tell_figure("false alarms in audits of " + what, std::to_string(sum.false_alarms));
  tell_figure("requests of an audit of one of " + what + ", on average", std::to_string(sum.requests / rows.size()));
  tell_figure("requests of an audit of one of " + what + ", at most", std::to_string(most_requests));
}

TEST(AuditOfTheLab, finds_what_each_row_says_and_nothing_else) {
  auto const rows = lab();
  check(rows, "the lab's " + std::to_string(rows.size()) + " servers");
}

TEST(AuditOfTheLab, finds_it_at_servers_that_were_held_out) {
  auto const rows = held_out_lab();
  check(rows, std::to_string(rows.size()) + " servers that were held out");
}

TEST(AuditOfTheLab, finds_it_at_servers_that_were_written_without_a_look_at_it) {
  auto const rows = unseen_lab();
  check(rows, std::to_string(rows.size()) + " servers that were written without a look at it");
}

/// Nothing that a server does about credentials makes it matter more.
bool is_worth_knowing_only(ExpectedFinding const& expected) {
  auto const all = audit::all_findings();
  auto const text =
      std::ranges::find(all, expected.id, [](audit::FindingText const& each) { return trace::to_string(each.reason); });
  return text != all.end() && text->credentialed == audit::Severity::info;
}

TEST(AuditOfTheLab, is_of_sound_servers_that_raise_no_alarm_and_of_others_that_do) {
  for (auto const& rows : {lab(), held_out_lab(), unseen_lab()}) {
    for (auto const& row : rows) {
      SCOPED_TRACE(row.name);
      if (row.kind == LabKind::sound) {
        EXPECT_TRUE(std::ranges::all_of(row.expect, is_worth_knowing_only));
      } else {
        EXPECT_FALSE(row.expect.empty());
      }
    }
  }
}

TEST(AuditOfTheLab, provokes_every_kind_of_finding) {
  std::set<std::string_view> provoked;
  auto const rows = lab();
  for (auto const& row : rows) {
    for (auto const& expected : row.expect) {
      provoked.insert(expected.id);
    }
  }
  std::set<std::string_view> all;
  for (auto const& finding : audit::all_findings()) {
    all.insert(trace::to_string(finding.reason));
  }
  EXPECT_EQ(provoked, all);
  tell_figure("kinds of finding of an audit, each provoked by a server of the lab", of(provoked.size(), all.size()));
}

}  // namespace
}  // namespace corsage::test
