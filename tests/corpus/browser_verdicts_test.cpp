#include <algorithm>
#include <string>

#include "corsage/formats/scenario.hpp"
#include "observed_outcome.hpp"
#include "support/compressed_lines.hpp"
#include "support/figure.hpp"

#include <gtest/gtest.h>

/// 3,700 scripted exchanges and what three real browsers did with each (tests/data/README.md). With a browser's profile
/// the engine agrees with that browser in everything a page or a server can observe.
namespace corsage::tests {
namespace {

fetch::Run predicted(std::string const& line, fetch::Profile const& profile) {
  static formats::ScenarioReader reader;
  formats::Scenario scenario;
  std::string padded = line;
  padded.append(formats::ScenarioReader::padding, ' ');
  EXPECT_TRUE(reader.read(std::string_view(padded).substr(0, line.size()), padded.size() - line.size(), scenario));
  scenario.environment.profile = &profile;
  fetch::Run run;
  fetch::fetch(scenario.request, scenario.environment, 0, run,
               [&](fetch::WireRequest const& request) { return scenario.server.answer(request); });
  return run;
}

struct Row {
  std::string browser;
  fetch::Profile const& profile;
};

class BrowserVerdicts : public testing::TestWithParam<Row> {};

TEST_P(BrowserVerdicts, AgreeWithTheProfile) {
  auto const& [browser, profile] = GetParam();
  auto const cases = compressed_lines("browser-verdicts/cases.jsonl.gz");
  auto const outcomes = compressed_lines("browser-verdicts/out-" + browser + ".jsonl.gz");
  ASSERT_EQ(cases.size(), 3700U);
  ASSERT_EQ(outcomes.size(), cases.size());

  std::size_t agreeing = 0;
  for (std::size_t i = 0; i < cases.size(); ++i) {
    auto const id = cases[i].substr(7, cases[i].find('"', 7) - 7);
    auto const observed = observed_in_browser(outcomes[i]);
    auto const prediction = observed_in_run(predicted(cases[i], profile));
    agreeing += observed == prediction ? 1U : 0U;
    EXPECT_EQ(observed, prediction) << id << "\n  " << browser << ": " << to_string(observed)
                                    << "\n  corsage: " << to_string(prediction);
  }
  test::tell_figure("measured cases in which fetch does what " + browser + " did", test::of(agreeing, cases.size()));
}

std::string name_of(testing::TestParamInfo<Row> const& row) {
  return row.param.browser;
}

INSTANTIATE_TEST_SUITE_P(AllBrowsers, BrowserVerdicts,
                         testing::Values(Row{"chromium", fetch::chromium_profile()},
                                         Row{"firefox", fetch::firefox_profile()},
                                         Row{"webkit", fetch::webkit_profile()}),
                         name_of);

}  // namespace
}  // namespace corsage::tests
