// The answer to "why?" as people see it, over scenarios: no network.

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "corsage/formats/scenario.hpp"
#include "corsage/report/why_text.hpp"
#include "golden.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace corsage::report {
namespace {

enum class Unsafe : std::uint8_t { sent, estimated };

struct Row {
  std::string scenario;
  std::string variant = {};  ///< what tells it from another row with the same scenario
  Look look = {};
  std::string_view platform = {};  ///< empty: the one recognised
  std::vector<std::string> reads = {};
  Unsafe unsafe = Unsafe::sent;
  http::Secrets secrets = http::Secrets::masked;
  std::vector<std::string> cookies = {};
  Certificates certificates = Certificates::checked;
};

formats::Scenario scenario_of(Row const& row) {
  auto const path = fmt::format("{}/tests/golden/scenarios/{}.json", CORSAGE_SOURCE_DIR, row.scenario);
  std::ifstream file(path, std::ios::binary);
  std::string const json(std::istreambuf_iterator<char>(file), {});
  formats::Scenario scenario;
  formats::ScenarioReader reader;
  EXPECT_TRUE(reader.read(json, json.size(), scenario)) << path;
  return scenario;
}

std::string answer(Row const& row) {
  auto scenario = scenario_of(row);
  Why why{.request = scenario.request,
          .environment = scenario.environment,
          .judgements = {},
          .secrets = row.secrets,
          .reads = row.reads,
          .cookies = row.cookies,
          .certificates = row.certificates};
  fetch::Responder const responder = [&scenario](fetch::WireRequest const& request) {
    return std::optional<std::variant<fetch::Answered, fetch::Failed>>(scenario.server.answer(request));
  };
  for (auto const* const profile : fetch::all_profiles()) {
    auto environment = why.environment;
    environment.profile = profile;
    auto& judgement = why.judgements.emplace_back(Judgement{.profile = profile, .diagnosis = {}});
    explain::diagnose(why.request, environment, {.reads = row.reads, .reads_cookies = !row.cookies.empty()}, responder,
                      judgement.diagnosis);
    if (row.unsafe == Unsafe::estimated && judgement.diagnosis.fix) {
      judgement.diagnosis.fix->proved = false;
    }
  }
  if (row.unsafe == Unsafe::estimated) {
    why.is_estimated = [](fetch::WireRequest const& request) { return request.method == "PUT"; };
  }
  auto const& diagnosis = leading(why).diagnosis;
  auto journal = diagnosis.run.journal;
  journal.insert(journal.end(), diagnosis.beyond.begin(), diagnosis.beyond.end());
  why.fingerprints = explain::recognise(journal);
  why.platform =
      platforms::platform_named(row.platform.empty() ? explain::platform_of(why.fingerprints) : row.platform);
  return why_text(why, row.look);
}

TEST(Why, is_answered_as_blessed) {
  Look const colored{.colors = Colors::ansi};
  std::vector<Row> const rows{
      {.scenario = "allowed"},
      {.scenario = "allowed", .variant = "coloured", .look = colored},
      {.scenario = "allow-origin-missing"},
      {.scenario = "allow-origin-missing", .variant = "narrow", .look = {.width = 60}},
      {.scenario = "allow-origin-missing", .variant = "ascii", .look = {.glyphs = Glyphs::ascii}},
      {.scenario = "preflight-without-a-route"},
      {.scenario = "preflight-without-a-route", .variant = "coloured", .look = colored},
      {.scenario = "preflight-without-a-route", .variant = "estimated", .unsafe = Unsafe::estimated},
      {.scenario = "everything-wrong"},
      {.scenario = "everything-wrong", .variant = "for-any-server", .platform = "any"},
      {.scenario = "everything-wrong", .variant = "with-secrets", .secrets = http::Secrets::shown},
      {.scenario = "two-origins"},
      {.scenario = "two-origins", .variant = "for-express", .platform = "express"},
      {.scenario = "two-origins", .variant = "for-any-server", .platform = "any"},
      {.scenario = "two-origins", .variant = "coloured", .look = colored},
      {.scenario = "malformed-list"},
      {.scenario = "login-redirect"},
      {.scenario = "null-after-redirects"},
      {.scenario = "page-without-an-origin"},
      {.scenario = "hidden-error"},
      {.scenario = "authorization-by-wildcard"},
      {.scenario = "mixed-content"},
      {.scenario = "header-not-exposed", .reads = {"x-total-count", "x-no-such"}},
      {.scenario = "cookie-withheld"},
      {.scenario = "cookie-withheld", .variant = "given", .cookies = {"session=3f1c"}},
      {.scenario = "everything-wrong",
       .variant = "with-a-cookie-unchecked",
       .cookies = {"session=3f1c"},
       .certificates = Certificates::not_checked},
      {.scenario = "one-browser-blocks"},
      {.scenario = "cookie-behind-a-block"},
      {.scenario = "cookie-behind-a-block", .variant = "coloured", .look = colored},
      {.scenario = "answer-header-in-request"},
      {.scenario = "opaque"},
      {.scenario = "everything-wrong", .variant = "coloured", .look = colored},
      {.scenario = "one-browser-blocks", .variant = "coloured", .look = colored},
      {.scenario = "header-not-exposed",
       .variant = "coloured",
       .look = colored,
       .reads = {"x-total-count", "x-no-such"}},
      {.scenario = "very-long-values", .variant = "coloured", .look = colored},
      {.scenario = "login-redirect", .variant = "coloured", .look = colored},
      {.scenario = "opaque", .variant = "coloured", .look = colored},
      {.scenario = "another-front-end", .platform = "express"},
      {.scenario = "wildcard-replaced"},
      {.scenario = "preflight-alone"},
      {.scenario = "credentials-twice"},
      {.scenario = "post-becomes-get"},
      {.scenario = "post-becomes-get-allowed"},
      {.scenario = "preflight-redirected"},
      {.scenario = "patch-in-lower-case", .platform = "nginx"},
      {.scenario = "cookie-of-this-machine"},
      {.scenario = "hostile-bytes"},
      {.scenario = "very-long-values"},
      {.scenario = "very-long-values", .variant = "ascii", .look = {.glyphs = Glyphs::ascii}},
  };
  for (auto const& row : rows) {
    auto const name = row.scenario + (row.variant.empty() ? "" : "." + row.variant);
    SCOPED_TRACE(name);
    test::expect_golden(fmt::format("why/{}.txt", name), answer(row));
  }
}

}  // namespace
}  // namespace corsage::report
