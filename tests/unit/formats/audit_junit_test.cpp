#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "corsage/formats/audit_writers.hpp"
#include "support/process.hpp"
#include "support/sample_audit.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <simdjson.h>

namespace corsage::formats {
namespace {

std::string written_xml(audit::Audited const& audited = test::sample_audited()) {
  return test::written(*std::ranges::find(audit_formats_for_programs(), "junit", &AuditFormat::token)->make(), audited);
}

bool has_case(std::string const& xml, std::string_view name) {
  return xml.find(fmt::format(R"( name="{}")", name)) != std::string::npos;
}

TEST(AuditJUnit, LetsNothingPassThatAnotherFindingSaysAlready) {
  struct Row {
    std::string name;
    trace::Reason found;
    std::vector<std::string> left_out;
    std::vector<std::string> passed;
  };
  std::vector<Row> const rows{
      {"who lets anybody in",
       trace::Reason::origin_reflected,
       {"null-origin", "origin-prefix-match", "origin-suffix-match", "origin-any-port", "preflight-permissive"},
       {"vary-origin-missing", "origin-header-injection", "preflight-not-ok"}},
      {"who compares the beginning",
       trace::Reason::origin_prefix_match,
       {"origin-tld-wildcard", "origin-special-char", "origin-any-port"},
       {"null-origin", "origin-suffix-match", "origin-localhost"}},
      {"who lets null in", trace::Reason::null_origin, {}, {"origin-prefix-match", "origin-reflected"}},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    auto audited = test::sample_audited();
    audited.verdict.findings = {{.reason = row.found, .severity = audit::Severity::high}};
    auto const xml = written_xml(audited);
    EXPECT_TRUE(std::ranges::none_of(row.left_out, [&](auto const& name) { return has_case(xml, name); })) << xml;
    EXPECT_TRUE(std::ranges::all_of(row.passed, [&](auto const& name) { return has_case(xml, name); })) << xml;
  }
}

TEST(AuditJUnit, LetsNothingPassThatHurtsTrustedPagesWhereNobodyIsTrusted) {
  auto audited = test::sample_audited();
  audited.verdict.findings.clear();
  EXPECT_TRUE(has_case(written_xml(audited), "preflight-not-ok"));
  audited.target.trusted_origins.clear();
  auto const xml = written_xml(audited);
  EXPECT_FALSE(has_case(xml, "preflight-not-ok")) << xml;
  EXPECT_FALSE(has_case(xml, "max-age-missing")) << xml;
  EXPECT_TRUE(has_case(xml, "acao-invalid")) << xml;
}

TEST(AuditJUnit, HasASuiteForEachTargetAndACaseForEachCheck) {
  auto const xml = written_xml();
  // Two of the ways in stand among the sample's findings; the others are those of whoever lets anybody in.
  constexpr std::size_t included = 15;
  struct Row {
    std::string name;
    std::string part;
  };
  std::vector<Row> const rows{
      {"a suite for a URL",
       fmt::format(R"(<testsuite name="https://***@api.test/users?key=***" tests="{}" failures="2" errors="0">)",
                   audit::all_findings().size() - included)},
      {"a check that passed",
       R"(<testcase classname="audit.security" name="origin-header-injection" file="./cors/my urls.txt" line="12"/>)"},
      {"one that failed", fmt::format(R"(<failure type="high" message="{}, with credentials: https://x.test, )",
                                      trace::text(trace::Reason::origin_reflected).title)},
      {"by its kind", R"(name="acao-invalid trailing-slash")"},
      {"what was sent", "&gt; GET https://***@api.test/users?key=***\n&gt; Origin: https://x.test\n"},
      {"what came", "&lt; 200\n&lt; X-Value: https://a.test/\n"},
      {"what is too little to fail", "<system-out>low: "},
      {"what an earlier run had", "<system-out>in-baseline: "},
      {"what somebody answers for", "; only our own pages</system-out>"},
      {"a suite of what nobody answered for",
       R"(<testsuite name="https://***@api.test/users?key=***" tests="1" failures="0" errors="1">)"},
      {"why", R"(<error type="unreachable" message="https://***@api.test/users?key=*** is unreachable: timed-out )"},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    EXPECT_NE(xml.find(row.part), std::string::npos) << row.part << " in " << xml;
  }
}

TEST(AuditJUnit, NamesTargetsThatWereNeverBegun) {
  auto const writer = std::ranges::find(audit_formats_for_programs(), "junit", &AuditFormat::token)->make();
  std::string xml;
  writer->begin(test::sample_run(), xml);
  writer->add(test::sample_unreachable(), xml);
  auto summary = test::sample_summary();
  summary.missed.push_back({.url = "https://api.test/left-out", .why = "the budget of requests was spent"});
  writer->end(summary, xml);
  auto const count = [&xml](std::string_view sought) {
    std::size_t times = 0;
    for (auto place = xml.find(sought); place != std::string::npos; place = xml.find(sought, place + 1)) {
      ++times;
    }
    return times;
  };
  EXPECT_EQ(count("<testsuite name=\"https://***@api.test/users?key=***\""), 1U) << "it said so already";
  EXPECT_EQ(count("<testsuite name=\"https://api.test/left-out\" tests=\"1\" failures=\"0\" errors=\"1\">"), 1U) << xml;
  EXPECT_EQ(count("https://api.test/left-out was not audited: the budget of requests was spent"), 1U) << xml;
  EXPECT_EQ(count("1 more were not audited, or not wholly"), 1U) << xml;
}

TEST(AuditJUnit, KnowsTargetsApartThatLookTheSame) {
  auto const writer = std::ranges::find(audit_formats_for_programs(), "junit", &AuditFormat::token)->make();
  std::string xml;
  writer->begin(test::sample_run(), xml);
  writer->add(test::sample_unreachable(), xml);
  auto summary = test::sample_summary();
  auto const shown = summary.missed.at(0).url;
  summary.missed.push_back({.url = shown, .why = "another key, never begun"});
  writer->end(summary, xml);
  EXPECT_NE(xml.find(shown + " was not audited: another key, never begun"), std::string::npos) << xml;
  EXPECT_EQ(xml.find(shown + " was not audited: timed out"), std::string::npos) << xml;
}

TEST(AuditJUnit, HoldsAnyBytes) {
  // One reader for all: to start it takes longer than to read.
  std::string documents;
  rc::check("what a server sends is in a document of its own", [&documents](std::string const& value) {
    auto const xml = written_xml(test::sample_audited(value));
    RC_ASSERT(xml.find('\0') == std::string::npos);
    documents += xml + '\0';
  });
  auto const read = test::run({"python3", "-c",
                               "import sys\nfrom xml.etree import ElementTree\n"
                               "for text in sys.stdin.buffer.read().split(b'\\0')[:-1]: ElementTree.fromstring(text)"},
                              documents);
  EXPECT_EQ(read.error, "");
  EXPECT_EQ(read.status, 0);
}

}  // namespace
}  // namespace corsage::formats
