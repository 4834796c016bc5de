#include <string>
#include <string_view>
#include <vector>

#include "corsage/base/bytes.hpp"
#include "corsage/formats/audit_writers.hpp"
#include "support/sample_audit.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <simdjson.h>

namespace corsage::formats {
namespace {

std::string written_as(std::string_view token, audit::Audited const& audited = test::sample_audited()) {
  for (auto const& format : audit_formats_for_programs()) {
    if (format.token == token) {
      return test::written(*format.make(), audited);
    }
  }
  return {};
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    auto const end = text.find('\n');
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end + 1);
  }
  return lines;
}

struct Member {
  std::string name;
  std::string pointer;  ///< RFC 6901
  std::string json;
};

void expect_members(simdjson::dom::element const& document, std::vector<Member> const& members) {
  for (auto const& [name, pointer, json] : members) {
    SCOPED_TRACE(name);
    simdjson::dom::element found;
    ASSERT_EQ(document.at_pointer(pointer).get(found), simdjson::SUCCESS) << pointer;
    EXPECT_EQ(simdjson::minify(found), json) << pointer;
  }
}

std::vector<Member> const members_of_target{
    {"the URL, without what is secret", "/url", R"("https://***@api.test/users?key=***")"},
    {"where a list names it", "/place", R"({"file":"./cors/my urls.txt","line":12,"column":3})"},
    {"how far it came", "/status", R"("audited")"},
    {"how much was asked", "/requests", "3"},
    {"no trouble", "/error", "null"},
    {"whose configuration mends it", "/platform", R"("nginx")"},
    {"the policy that does", "/fix/policy/origins", R"(["https://app.test"])"},
    {"in whose words", "/fix/for", R"("nginx")"},
    {"what was found", "/findings/0/id", R"("origin-reflected")"},
    {"as which rule", "/findings/0/rule", R"("origin-reflected")"},
    {"a rule without credentials", "/findings/3/rule", R"("null-origin.plain")"},
    {"of which kind", "/findings/1/variant", R"("trailing-slash")"},
    {"to what end", "/findings/0/category", R"("security")"},
    {"the other end", "/findings/1/category", R"("breakage")"},
    {"how bad it is", "/findings/0/severity", R"("high")"},
    {"whether credentials are let through", "/findings/0/credentialed", "true"},
    {"what an attacker gets", "/findings/0/access", R"("read")"},
    {"how sure it is", "/findings/0/confidence", R"("certain")"},
    {"what was let in", "/findings/0/values", R"(["https://x.test","https://a.test/"])"},
    {"in which browsers", "/findings/0/browsers", R"(["chromium","webkit"])"},
    {"with which cookies", "/findings/0/cookies", R"({"sent":["id"],"withheld":["lax"]})"},
    {"the weaknesses", "/findings/0/cwe", R"(["CWE-942","CWE-346"])"},
    {"breakage is no weakness", "/findings/1/cwe", "[]"},
    {"what was asked", "/findings/0/evidence/request/headers",
     R"([["Origin","https://x.test"],["Authorization","Bearer ***"]])"},
    {"what was answered", "/findings/0/evidence/response/headers/2", R"(["Set-Cookie","id=***; Secure"])"},
    {"what was asked beside it", "/findings/0/control/probe", R"("trusted")"},
    {"nothing was", "/findings/1/control", "null"},
    {"who let it pass", "/findings/3/standing", R"("in-baseline")"},
    {"why", "/findings/4/ignored_because", R"("only our own pages")"},
    {"for whom its fix is", "/findings/0/fix/for", R"("nginx")"},
    {"how to see it", "/findings/1/curl",
     R"("curl -s -i -H 'Origin: https://app.test' -H 'Authorization: Bearer '\"$AUTHORIZATION\" )"
     R"(https://\"$USER_AND_PASSWORD\"'@api.test/users?key='\"$KEY\"")"},
    {"where to read on", "/findings/0/docs", R"("corsage explain origin-reflected")"},
};

std::vector<Member> const members_of_run{
    {"the form", "/schema", R"("corsage-audit/1")"},
    {"who wrote it", "/tool", R"("corsage")"},
    {"which one", "/version", R"("1.2.3")"},
    {"when", "/started", R"("2026-11-23T10:00:00Z")"},
    {"how it was called", "/options/0", R"(["--trusted-origin","https://app.test"])"},
    {"what fails it", "/fail_on", R"("medium")"},
};

std::vector<Member> const members_of_summary{
    {"how many", "/summary/targets", "2"},
    {"of each severity", "/summary/findings", R"({"high":1,"medium":1,"low":1,"info":0})"},
    {"answered for", "/summary/ignored", "1"},
    {"those that were not", "/summary/missed", R"([{"url":"https://***@api.test/users?key=***","why":"timed out"}])"},
    {"how many more", "/summary/missed_in_all", "3"},
    {"how long it took", "/summary/milliseconds", "1500"},
};

std::vector<Member> const members_of_unreachable{
    {"it is on the command line", "/place", "null"},
    {"nobody answered", "/status", R"("unreachable")"},
    {"why", "/error",
     R"({"probe":"trusted","failure":"timed-out","detail":"nothing from https://***@api.test/ in 10 s"})"},
    {"so nothing is known", "/findings", "[]"},
};

TEST(AuditJson, IsOneDocument) {
  simdjson::dom::parser parser;
  simdjson::dom::element const document = parser.parse(written_as("json"));
  expect_members(document, members_of_run);
  expect_members(document.at_pointer("/targets/0"), members_of_target);
  expect_members(document.at_pointer("/targets/1"), members_of_unreachable);
  expect_members(document, members_of_summary);
}

TEST(AuditJson, HasALineForEachTarget) {
  auto const text = written_as("json");
  EXPECT_EQ(lines_of(text).size(), 4U);
}

TEST(AuditJsonLines, AreDocumentsOfTheirOwn) {
  auto const text = written_as("jsonl");
  auto const lines = lines_of(text);
  ASSERT_EQ(lines.size(), 4U);
  struct Row {
    std::string name;
    std::string kind;
    std::vector<Member> const& members;
  };
  std::vector<Row> const rows{{"the run", "\"run\"", members_of_run},
                              {"a target", "\"target\"", members_of_target},
                              {"another", "\"target\"", members_of_unreachable},
                              {"the summary", "\"summary\"", members_of_summary}};
  simdjson::dom::parser parser;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    SCOPED_TRACE(rows[i].name);
    simdjson::dom::element const document = parser.parse(simdjson::padded_string(lines[i]));
    expect_members(document, {{"which line it is", "/kind", rows[i].kind}});
    expect_members(document, rows[i].members);
  }
}

/// The document as it is without its targets: what a list of no URLs comes to.
TEST(AuditJson, OfNothingIsADocumentToo) {
  for (auto const& format : audit_formats_for_programs()) {
    if (format.token != "junit" && format.token != "jsonl") {
      SCOPED_TRACE(format.token);
      std::string text;
      auto const writer = format.make();
      writer->begin(test::sample_run(), text);
      writer->end({}, text);
      simdjson::dom::parser parser;
      EXPECT_EQ(parser.parse(text).error(), simdjson::SUCCESS) << text;
    }
  }
}

TEST(AuditJson, HoldsAnyBytes) {
  rc::check("a header's value comes back, a code point for each byte", [](std::string const& value) {
    simdjson::dom::parser parser;
    auto audited = test::sample_audited(value);
    simdjson::dom::element document;
    RC_ASSERT(parser.parse(written_as("json", audited)).get(document) == simdjson::SUCCESS);
    std::string_view found;
    RC_ASSERT(document.at_pointer("/targets/0/findings/0/control/response/headers/0/1").get(found) ==
              simdjson::SUCCESS);
    std::string bytes;
    RC_ASSERT(isomorphic_encode(found, bytes));
    RC_ASSERT(bytes == http::shown_value("X-Value", value, http::Secrets::masked));
  });
}

/// No writer lets any of them through.
TEST(AuditFormats, MaskSecrets) {
  for (auto const& format : audit_formats_for_programs()) {
    SCOPED_TRACE(format.token);
    EXPECT_EQ(written_as(format.token).find("sesame"), std::string::npos);
  }
}

}  // namespace
}  // namespace corsage::formats
