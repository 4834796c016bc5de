#include <algorithm>
#include <set>
#include <string_view>

#include "corsage/explain/console.hpp"
#include "scenarios.hpp"
#include "support/figure.hpp"

#include <gtest/gtest.h>

namespace corsage::explain {
namespace {

bool holds(std::vector<Cause> const& causes, trace::Reason reason) {
  return std::ranges::find(causes, reason, &Cause::reason) != causes.end();
}

TEST(Scenarios, ProvokeTheirReason) {
  for (auto const& scenario : scenarios()) {
    SCOPED_TRACE(scenario.name);
    auto const diagnosis = diagnosis_of(scenario);
    bool const is_block = trace::text(scenario.reason).severity == trace::Severity::block;
    EXPECT_TRUE(holds(is_block ? diagnosis.causes : diagnosis.findings, scenario.reason))
        << trace::to_string(scenario.reason);
  }
}

TEST(Reasons, AreAllProvoked) {
  std::set<trace::Reason> provoked;
  for (auto const& scenario : scenarios()) {
    provoked.insert(scenario.reason);
  }
  for (std::size_t i = 0; i < trace::fetch_reason_count; ++i) {
    auto const reason = static_cast<trace::Reason>(i);
    EXPECT_TRUE(provoked.contains(reason)) << "no scenario provokes " << trace::to_string(reason);
  }
  test::tell_figure("reasons provoked by a scenario", test::of(provoked.size(), trace::fetch_reason_count));
}

TEST(Steps, AreAllExercised) {
  std::set<trace::Step> exercised;
  for (auto const& scenario : scenarios()) {
    auto const diagnosis = diagnosis_of(scenario);
    for (auto const* const run : {&diagnosis.run, &diagnosis.repaired}) {
      for (auto const& event : run->trace.events()) {
        exercised.insert(event.step);
      }
    }
  }
  for (std::size_t i = 0; i < trace::step_count; ++i) {
    auto const step = static_cast<trace::Step>(i);
    EXPECT_TRUE(exercised.contains(step)) << "no scenario comes to " << trace::to_string(step);
  }
  test::tell_figure("steps of the standards exercised, of those implemented",
                    test::of(exercised.size(), trace::step_count));
}

TEST(Scenarios, GiveDiagnosesThatHoldTogether) {
  for (auto const& scenario : scenarios()) {
    SCOPED_TRACE(scenario.name);
    auto const diagnosis = diagnosis_of(scenario);
    EXPECT_EQ(diagnosis.causes.empty(), diagnosis.run.outcome.verdict == fetch::Verdict::allowed);
    for (auto const& cause : diagnosis.causes) {
      EXPECT_EQ(trace::text(cause.reason).severity, trace::Severity::block);
    }
    for (auto const& finding : diagnosis.findings) {
      EXPECT_NE(trace::text(finding.reason).severity, trace::Severity::block);
    }
    if (diagnosis.fix) {
      EXPECT_TRUE(diagnosis.fix->proved);
      EXPECT_EQ(diagnosis.repaired.outcome.verdict, fetch::Verdict::allowed);
    }
  }
}

TEST(Consoles, SayTheSameWheneverAsked) {
  for (auto const& scenario : scenarios()) {
    SCOPED_TRACE(scenario.name);
    auto const diagnosis = diagnosis_of(scenario);
    for (auto const browser : all_browsers) {
      auto const first = console_messages(browser, scenario.request, scenario.page, diagnosis);
      auto const second = console_messages(browser, scenario.request, scenario.page, diagnosis);
      EXPECT_EQ(first.lines, second.lines);
      EXPECT_EQ(first.js_error.empty(),
                diagnosis.causes.empty() || scenario.request.initiator != fetch::Initiator::fetch);
      for (auto const& line : first.lines) {
        EXPECT_EQ(line.find('{'), std::string::npos) << "an unfilled field: " << line;
      }
    }
  }
}

}  // namespace
}  // namespace corsage::explain
