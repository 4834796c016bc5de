#include <algorithm>
#include <array>
#include <regex>
#include <string>
#include <vector>

#include "corsage/explain/console.hpp"
#include "corsage/formats/scenario.hpp"
#include "support/compressed_lines.hpp"
#include "support/figure.hpp"

#include <gtest/gtest.h>
#include <simdjson.h>

/// What Chromium and Firefox wrote to their consoles in the 3,700 measured cases, and what the promise was rejected with
/// in all three browsers (WebKitGTK's console was not measured).
namespace corsage::tests {
namespace {

using explain::Browser;

/// Cases where corsage says something else, and why.
struct Departure {
  std::string_view id;
  Browser browser;
  std::string_view why;
};

constexpr std::string_view hash_order =
    "Chromium names the first header in the order of its hash table; corsage the first by name";
constexpr std::string_view port_after_mode = "the standard looks at the port before the mode, browsers after it";
constexpr std::string_view local_redirect = "Firefox has a message of its own for redirects to its local schemes";
constexpr std::string_view not_a_byte = "the page's string is refused before it is a header";

constexpr std::string_view stops_at_nul = "Firefox's message ends at a NUL";
constexpr std::string_view port_behind_redirect = "Firefox speaks up where a redirect leads to a bad port only";

constexpr std::array departures{
    Departure{"hdr-order-2", Browser::chromium, hash_order},
    Departure{"hdr-order-6", Browser::chromium, hash_order},
    Departure{"hdr-value-11", Browser::chromium, not_a_byte},
    Departure{"hdr-value-11", Browser::firefox, not_a_byte},
    Departure{"hdr-value-11", Browser::webkit, not_a_byte},
    Departure{"hdr-value-10", Browser::firefox, stops_at_nul},
    Departure{"url-21", Browser::chromium, port_after_mode},
    Departure{"url-24", Browser::chromium, port_after_mode},
    Departure{"url-21", Browser::firefox, port_after_mode},
    Departure{"url-24", Browser::firefox, port_after_mode},
    Departure{"redir-loc-30", Browser::firefox, local_redirect},
    Departure{"redir-loc-33", Browser::firefox, local_redirect},
    Departure{"redir-loc-34", Browser::firefox, local_redirect},
    Departure{"redir-loc-49", Browser::firefox, port_behind_redirect},
    Departure{"redir-loc-50", Browser::firefox, port_behind_redirect},
};

struct Observed {
  std::vector<std::string> lines;
  std::string js_error;
  std::string cors_error;

  bool operator==(Observed const&) const = default;
};

void PrintTo(Observed const& observed, std::ostream* out) {
  for (auto const& line : observed.lines) {
    *out << "\n    " << line;
  }
  *out << "\n    rejected with: " << observed.js_error << "\n    CorsError: " << observed.cors_error << '\n';
}

/// The pages of the measurement had an address that the cases do not tell.
std::string without_page_address(std::string const& line) {
  static std::regex const address("__run\\?g=\\d+&jobs=\\d+");
  static std::regex const opaque("moz-nullprincipal:\\{[^}]*\\}\\?[^ ]*");
  return std::regex_replace(std::regex_replace(line, address, ""), opaque, "null");
}

Observed observed_in_browser(std::string const& line) {
  simdjson::dom::parser parser;
  simdjson::dom::element const json = parser.parse(line);
  Observed observed;
  for (auto const text : json["console"].get_array()) {
    observed.lines.push_back(without_page_address(std::string(std::string_view(text))));
  }
  std::string_view message;
  if (json["message"].get(message) == simdjson::SUCCESS) {
    observed.js_error = "TypeError: " + std::string(message);
  }
  simdjson::dom::array failures;
  if (json["net"].get(failures) == simdjson::SUCCESS) {
    for (auto const failure : failures) {
      std::string_view name;
      if (failure["cors"].get(name) == simdjson::SUCCESS) {
        observed.cors_error = name;
      }
    }
  }
  return observed;
}

Observed predicted(std::string const& line, Browser browser) {
  static formats::ScenarioReader reader;
  formats::Scenario scenario;
  std::string padded = line;
  padded.append(formats::ScenarioReader::padding, ' ');
  EXPECT_TRUE(reader.read(std::string_view(padded).substr(0, line.size()), padded.size() - line.size(), scenario));
  scenario.environment.profile = &explain::profile_of(browser);
  explain::Diagnosis diagnosis;
  explain::diagnose(
      scenario.request, scenario.environment, {},
      [&](fetch::WireRequest const& request) { return scenario.server.answer(request); }, diagnosis);
  auto messages = explain::console_messages(browser, scenario.request, scenario.environment, diagnosis);
  // The measurement did not listen to the network's own lines ("GET https://... net::ERR_FAILED").
  std::erase_if(messages.lines, [](std::string const& text) { return text.find(" net::ERR_") != std::string::npos; });
  if (browser == Browser::webkit) {
    messages.lines.clear();
  }
  return {.lines = messages.lines, .js_error = messages.js_error, .cors_error = messages.cors_error};
}

bool is_known_departure(std::string_view id, Browser browser) {
  return std::ranges::any_of(
      departures, [&](Departure const& departure) { return departure.id == id && departure.browser == browser; });
}

struct Row {
  std::string name;
  Browser browser;
};

class ConsoleLines : public testing::TestWithParam<Row> {};

TEST_P(ConsoleLines, AreThoseOfTheBrowser) {
  auto const& [name, browser] = GetParam();
  auto const cases = compressed_lines("browser-verdicts/cases.jsonl.gz");
  auto const outcomes = compressed_lines("browser-verdicts/out-" + name + ".jsonl.gz");
  ASSERT_EQ(outcomes.size(), cases.size());
  std::size_t agreeing = 0;
  for (std::size_t i = 0; i < cases.size(); ++i) {
    auto const id = cases[i].substr(7, cases[i].find('"', 7) - 7);
    auto const observed = observed_in_browser(outcomes[i]);
    auto const prediction = predicted(cases[i], browser);
    agreeing += observed == prediction ? 1U : 0U;
    if (is_known_departure(id, browser)) {
      EXPECT_NE(observed, prediction) << id << " departs no more";
    } else {
      EXPECT_EQ(observed, prediction) << id;
    }
  }
  std::string const what = browser == Browser::webkit ? "'s own error" : "'s own console lines and error";
  test::tell_figure("measured cases with " + std::string(explain::to_string(browser)) + what,
                    test::of(agreeing, cases.size()));
}

INSTANTIATE_TEST_SUITE_P(AllBrowsers, ConsoleLines,
                         testing::Values(Row{"chromium", Browser::chromium}, Row{"firefox", Browser::firefox},
                                         Row{"webkit", Browser::webkit}),
                         [](auto const& row) { return row.param.name; });

}  // namespace
}  // namespace corsage::tests
