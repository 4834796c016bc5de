#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "corsage/formats/audit_writers.hpp"
#include "support/process.hpp"
#include "support/sample_audit.hpp"

#include <gtest/gtest.h>

namespace corsage::formats {
namespace {

std::string sarif_of(audit::Audited const& audited) {
  auto const writer = std::ranges::find(audit_formats_for_programs(), "sarif", &AuditFormat::token)->make();
  return test::written(*writer, audited);
}

/// What the schema says against the document.
test::Process::Ending checked(std::string_view document) {
  return test::run({"python3", CORSAGE_SOURCE_DIR "/tests/schemas/check.py", CORSAGE_SARIF_SCHEMA}, document);
}

/// A resource with every kind of finding, with credentials and without.
audit::Audited everything() {
  auto audited = test::sample_audited();
  auto const one = audited.verdict.findings.front();
  audited.verdict.findings.clear();
  for (auto const& text : audit::all_findings()) {
    for (bool const is_credentialed : {true, false}) {
      auto finding = one;
      finding.reason = text.reason;
      finding.is_credentialed = is_credentialed;
      finding.severity = is_credentialed ? text.credentialed : text.plain;
      audited.verdict.findings.push_back(finding);
    }
  }
  audited.standings.assign(audited.verdict.findings.size(), audit::Standing::counts);
  audited.reasons_to_ignore.assign(audited.verdict.findings.size(), "");
  return audited;
}

TEST(SarifSchema, HoldsForEveryReport) {
  std::string every_byte;
  for (int byte = 0; byte < 256; ++byte) {
    every_byte.push_back(static_cast<char>(byte));
  }
  struct Row {
    std::string name;
    audit::Audited audited;
  };
  std::vector<Row> const rows{{"findings of each standing", test::sample_audited()},
                              {"every finding", everything()},
                              {"every byte", test::sample_audited(every_byte)},
                              {"nothing", test::sample_unreachable()}};
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    auto const answer = checked(sarif_of(row.audited));
    EXPECT_EQ(answer.output, "");
    EXPECT_EQ(answer.error, "");
    EXPECT_EQ(answer.status, 0);
  }
}

TEST(SarifSchema, IsAskedInEarnest) {
  EXPECT_EQ(checked(R"({"version":"2.1.0","runs":[{"results":[{"level":"bad"}]}]})").status, 1);
}

}  // namespace
}  // namespace corsage::formats
