#include "corsage/formats/baseline.hpp"

#include <string>
#include <vector>

#include "corsage/formats/audit_writers.hpp"
#include "support/sample_audit.hpp"

#include <gtest/gtest.h>
#include <simdjson.h>

namespace corsage::formats {
namespace {

TEST(Baseline, IsWhatAnEarlierRunWrote) {
  auto const audited = test::sample_audited();
  Baseline expected;
  for (std::size_t i = 0; i < audited.verdict.findings.size(); ++i) {
    if (audited.standings[i] != audit::Standing::ignored) {
      auto const& finding = audited.verdict.findings[i];
      expected.emplace(fingerprint(audited.target, finding), finding.severity);
    }
  }
  ASSERT_EQ(expected.size(), 4U);
  for (auto const& format : audit_formats_for_programs()) {
    if (format.token == "json" || format.token == "jsonl") {
      SCOPED_TRACE(format.token);
      auto const text = test::written(*format.make());
      auto const read = read_baseline(text, "old");
      ASSERT_TRUE(read) << read.error().front().value << " at " << read.error().front().range.column;
      EXPECT_EQ(*read, expected);
    }
  }
}

struct Row {
  std::string name;
  std::string text;
  Baseline baseline = {};
  DiagnosticCode code = DiagnosticCode::json_invalid;
  std::size_t line = 0;  ///< 0: there is no mistake
  std::size_t column = 0;
};

TEST(Baseline, IsReadOrItsMistakeIsTold) {
  std::string const run = R"({"kind":"run","schema":"corsage-audit/1"})";
  std::vector<Row> const rows{
      {.name = "nothing was found", .text = R"({"schema":"corsage-audit/1","targets":[]})"},
      {.name = "reformatted",
       .text = "{\n  \"schema\": \"corsage-audit/1\",\n  \"targets\": [\n    {\"findings\": [{\"fingerprint\": "
               "\"a\"}]}\n  ]\n}\n",
       .baseline = {{"a", audit::Severity::high}}},
      {.name = "how severe they were at their worst, in whichever order",
       .text = R"({"schema":"corsage-audit/1","targets":[{"findings":[{"fingerprint":"a","severity":"low"},)"
               R"({"severity":"medium","fingerprint":"a"},{"fingerprint":"a","severity":"info"},)"
               R"({"fingerprint":"b","severity":"info"}]}]})",
       .baseline = {{"a", audit::Severity::medium}, {"b", audit::Severity::info}}},
      {.name = "a severity that there is not",
       .text = R"({"schema":"corsage-audit/1","targets":[{"findings":[{"severity":"grave","fingerprint":"a"}]}]})",
       .code = DiagnosticCode::json_member_wrong,
       .line = 1,
       .column = 65},
      {.name = "lines without an end, as of a run that was broken off",
       .text = run + "\n{\"kind\":\"target\",\"findings\":[{\"fingerprint\":\"a\"}]}",
       .baseline = {{"a", audit::Severity::high}}},
      {.name = "empty lines",
       .text = run + "\n\n{\"kind\":\"target\",\"findings\":[{\"fingerprint\":\"a\"}]}\n\n",
       .baseline = {{"a", audit::Severity::high}}},
      {.name = "what is ignored expires",
       .text = R"({"schema":"corsage-audit/1","targets":[{"findings":[{"standing":"ignored","fingerprint":"a"}]}]})"},
      {.name = "an empty file", .text = "", .line = 1, .column = 1},
      {.name = "no JSON", .text = "URLs\n", .line = 1, .column = 1},
      {.name = "another report",
       .text = R"({"version":"2.1.0","runs":[]})",
       .code = DiagnosticCode::json_member_missing,
       .line = 1,
       .column = 1},
      {.name = "another form",
       .text = "{\n\"schema\":\"corsage-why/1\"}",
       .code = DiagnosticCode::json_member_wrong,
       .line = 2,
       .column = 10},
      {.name = "another form, in lines",
       .text = "{\"kind\":\"run\",\"schema\":\"corsage-audit/9\"}\n{}\n",
       .code = DiagnosticCode::json_member_wrong,
       .line = 1,
       .column = 24},
      {.name = "a line that breaks off", .text = run + "\n{\"findings\":[{\"fing", .line = 2, .column = 15},
      {.name = "a finding without a fingerprint",
       .text = "{\"schema\":\"corsage-audit/1\",\"targets\":[\n{\"findings\":[\n{}]}]}",
       .code = DiagnosticCode::json_member_missing,
       .line = 3,
       .column = 1},
      {.name = "targets that are none",
       .text = "{\"schema\":\"corsage-audit/1\",\n\"targets\":7}",
       .code = DiagnosticCode::json_member_wrong,
       .line = 2,
       .column = 11},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    auto const read = read_baseline(row.text, "old.json");
    ASSERT_EQ(read.has_value(), row.line == 0);
    if (read) {
      EXPECT_EQ(*read, row.baseline);
      continue;
    }
    auto const& mistake = read.error().front();
    EXPECT_EQ(mistake.code, row.code);
    EXPECT_EQ(mistake.range.source.view(), "old.json");
    EXPECT_EQ(mistake.range.line, row.line);
    EXPECT_EQ(mistake.range.column, row.column);
    EXPECT_NE(mistake.expected, "");
  }
}

}  // namespace
}  // namespace corsage::formats
