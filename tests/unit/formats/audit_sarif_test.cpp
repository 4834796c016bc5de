#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "corsage/formats/audit_writers.hpp"
#include "support/sample_audit.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <simdjson.h>

namespace corsage::formats {
namespace {

AuditFormat const& sarif() {
  return *std::ranges::find(audit_formats_for_programs(), "sarif", &AuditFormat::token);
}

std::string json_at(simdjson::dom::element const& document, std::string_view pointer) {
  simdjson::dom::element found;
  return document.at_pointer(pointer).get(found) == simdjson::SUCCESS ? simdjson::minify(found) : "nothing";
}

struct Row {
  std::string name;
  std::string pointer;
  std::string json;
};

TEST(AuditSarif, IsAsCodeScanningTakesIt) {
  std::vector<Row> const rows{
      {"the version", "/version", R"("2.1.0")"},
      {"the rule", "/runs/0/results/0/ruleId", R"("origin-reflected")"},
      {"by its number, too", "/runs/0/results/2/ruleIndex", "2"},
      {"which is that of the rule, and of its form without credentials", "/runs/0/tool/driver/rules/2/id",
       R"("vary-origin-missing.plain")"},
      {"each variant is a rule of its own", "/runs/0/results/1/ruleId", R"("acao-invalid.trailing-slash")"},
      {"the level", "/runs/0/results/0/level", R"("error")"},
      {"that of less", "/runs/0/results/2/level", R"("note")"},
      {"what was found, and where", "/runs/0/results/0/message/text",
       fmt::format(
           R"x("{}, with credentials: https://x.test, https://a.test/ (GET https://***@api.test/users?key=***)")x",
           trace::text(trace::Reason::origin_reflected).title)},
      {"a file of the repository", "/runs/0/results/0/locations/0/physicalLocation/artifactLocation/uri",
       R"("cors/my%20urls.txt")"},
      {"the line, in UTF-16 and with its end", "/runs/0/results/0/locations/0/physicalLocation/region",
       R"({"startLine":12,"startColumn":2,"endLine":12,"endColumn":11})"},
      {"the URL", "/runs/0/results/0/locations/0/logicalLocations",
       R"([{"fullyQualifiedName":"https://***@api.test/users?key=***","kind":"resource"}])"},
      {"what was sent", "/runs/0/results/0/webRequest/headers",
       R"({"origin":"https://x.test","authorization":"Bearer ***"})"},
      {"what came", "/runs/0/results/0/webResponse/headers",
       R"({"x-value":"https://a.test/, https://a.test/","set-cookie":"id=***; Secure"})"},
      {"how a rule of security ranks", "/runs/0/tool/driver/rules/0/properties",
       R"({"tags":["security","cors","external/cwe/cwe-942","external/cwe/cwe-346"],"security-severity":"8.0"})"},
      {"how one of breakage does", "/runs/0/tool/driver/rules/1/properties",
       R"({"tags":["correctness","cors"],"problem.severity":"warning"})"},
      {"not everything was audited", "/runs/0/invocations/0/executionSuccessful", "false"},
      {"what was not", "/runs/0/invocations/0/toolExecutionNotifications/0/message/text",
       R"("https://***@api.test/users?key=*** was not audited: timed out")"},
      {"how many more", "/runs/0/invocations/0/toolExecutionNotifications/1/message/text",
       R"("2 more were not audited")"},
      {"what is no alert", "/runs/0/invocations/0/toolExecutionNotifications/2/message/text",
       R"("Not among the results: 1 of the baseline, 1 that the ignore file answers for")"},
  };
  simdjson::dom::parser parser;
  simdjson::dom::element const document = parser.parse(test::written(*sarif().make()));
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(json_at(document, row.pointer), row.json);
  }
}

TEST(AuditSarif, TellsWhatARuleIs) {
  simdjson::dom::parser parser;
  simdjson::dom::element const document = parser.parse(test::written(*sarif().make()));
  auto const& reason = trace::text(trace::Reason::origin_reflected);
  std::vector<std::pair<std::string, std::string_view>> const texts{
      {"/shortDescription/text", reason.title},
      {"/fullDescription/text", reason.explanation},
      {"/help/text", reason.fix},
      {"/help/markdown", "`corsage explain origin-reflected`"}};
  for (auto const& [pointer, text] : texts) {
    SCOPED_TRACE(pointer);
    std::string_view const found = document.at_pointer("/runs/0/tool/driver/rules/0" + pointer);
    EXPECT_NE(found.find(text), std::string_view::npos) << found;
  }
}

TEST(AuditSarif, RanksEachSeverityByARuleOfItsOwn) {
  struct Kind {
    std::string name;
    audit::Severity severity;
    bool is_credentialed;
    std::string id;
    std::string level;
    std::string security;
  };
  std::vector<Kind> const rows{
      {"with credentials", audit::Severity::high, true, "origin-reflected", "error", "8.0"},
      {"with those that SameSite keeps back", audit::Severity::medium, true, "origin-reflected.medium", "warning",
       "5.0"},
      {"with none", audit::Severity::low, false, "origin-reflected.plain", "note", "3.0"},
      {"where there is nothing to read", audit::Severity::info, false, "origin-reflected.plain.info", "note", "0.5"},
  };
  auto audited = test::sample_audited();
  auto const finding = audited.verdict.findings.front();
  audited.verdict.findings.clear();
  for (auto const& row : rows) {
    audited.verdict.findings.push_back(finding);
    audited.verdict.findings.back().severity = row.severity;
    audited.verdict.findings.back().is_credentialed = row.is_credentialed;
  }
  audited.standings.assign(rows.size(), audit::Standing::counts);
  audited.reasons_to_ignore.assign(rows.size(), "");
  simdjson::dom::parser parser;
  simdjson::dom::element const document = parser.parse(test::written(*sarif().make(), audited));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    SCOPED_TRACE(rows[i].name);
    auto const rule = fmt::format("/runs/0/tool/driver/rules/{}", i);
    EXPECT_EQ(json_at(document, fmt::format("/runs/0/results/{}/level", i)), '"' + rows[i].level + '"');
    EXPECT_EQ(json_at(document, rule + "/id"), '"' + rows[i].id + '"');
    EXPECT_EQ(json_at(document, rule + "/defaultConfiguration/level"), '"' + rows[i].level + '"');
    EXPECT_EQ(json_at(document, rule + "/properties/security-severity"), '"' + rows[i].security + '"');
    std::string_view const title = document.at_pointer(rule + "/shortDescription/text");
    EXPECT_EQ(title.ends_with(", without credentials"), !rows[i].is_credentialed) << title;
  }
}

TEST(AuditSarif, AlertsNobodyOfWhatDoesNotCount) {
  auto const text = test::written(*sarif().make());
  simdjson::dom::parser parser;
  simdjson::dom::element const document = parser.parse(text);
  EXPECT_EQ(simdjson::dom::array(document.at_pointer("/runs/0/results")).size(), 3U);
  EXPECT_EQ(text.find("null-origin"), std::string::npos);
}

TEST(AuditSarif, AnchorsResultsInFiles) {
  struct Place {
    std::string name;
    SourceRange place;
    std::string location;
  };
  std::vector<Place> const rows{
      {"one named on the command line is at the anchor",
       {},
       R"({"artifactLocation":{"uri":"corsage.toml"},"region":{"startLine":1,"startColumn":1,"endLine":1,"endColumn":2}})"},
      {"so is one that was piped in",
       {.source = "standard input", .line = 3, .column = 1, .length = 5, .text = "https"},
       R"({"artifactLocation":{"uri":"corsage.toml"},"region":{"startLine":1,"startColumn":1,"endLine":1,"endColumn":2}})"},
      {"an absolute path",
       {.source = "/a/b", .line = 3, .column = 1, .length = 5, .text = "https"},
       R"({"artifactLocation":{"uri":"file:///a/b"},"region":{"startLine":3,"startColumn":1,"endLine":3,"endColumn":6}})"},
      {"no path is a URL of another scheme",
       {.source = "https://a", .line = 3, .column = 2, .length = 900, .text = "\U0001F339\U0001F339"},
       R"({"artifactLocation":{"uri":"https%3A//a"},"region":{"startLine":3,"startColumn":3,"endLine":3,"endColumn":5}})"},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    auto audited = test::sample_audited();
    audited.place = row.place;
    simdjson::dom::parser parser;
    simdjson::dom::element const document = parser.parse(test::written(*sarif().make(), audited));
    EXPECT_EQ(json_at(document, "/runs/0/results/0/locations/0/physicalLocation"), row.location);
  }
}

TEST(AuditSarif, HasNoMoreResultsThanCodeScanningTakes) {
  auto audited = test::sample_audited();
  audited.verdict.findings.erase(audited.verdict.findings.begin() + 1, audited.verdict.findings.end());
  auto const writer = sarif().make();
  std::string text;
  writer->begin(test::sample_run(), text);
  for (int i = 0; i < 25'002; ++i) {
    writer->add(audited, text);
  }
  writer->end({}, text);
  simdjson::dom::parser parser;
  simdjson::dom::element const document = parser.parse(text);
  EXPECT_EQ(simdjson::dom::array(document.at_pointer("/runs/0/results")).size(), 25'000U);
  EXPECT_EQ(json_at(document, "/runs/0/invocations/0/toolExecutionNotifications/0/message/text"),
            R"("2 findings were left out: a run has room for 25000")");
  EXPECT_EQ(json_at(document, "/runs/0/invocations/0/executionSuccessful"), "true");
}

TEST(AuditSarif, HoldsAnyBytes) {
  rc::check("it is JSON, whatever a server sends", [](std::string const& value) {
    simdjson::dom::parser parser;
    RC_ASSERT(parser.parse(test::written(*sarif().make(), test::sample_audited(value))).error() == simdjson::SUCCESS);
  });
}

}  // namespace
}  // namespace corsage::formats
