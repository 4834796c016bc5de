// What the reports of audits owe their readers, whatever servers send.

#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

#include "audited.hpp"
#include "corsage/base/bytes.hpp"
#include "report/audit_told.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace corsage::report {
namespace {

using audit::Severity;
using trace::Reason;

audit::Finding reflected() {
  return {.reason = Reason::origin_reflected,
          .severity = Severity::high,
          .is_credentialed = true,
          .access = audit::Access::read,
          .values = {"https://stranger.example"}};
}

template <typename Check>
void for_each_form(Check check) {
  for (auto const& form : audit_forms()) {
    SCOPED_TRACE(form.token);
    check(form.token, [&form] { return form.make({}); });
  }
}

bool has_control_character(std::string_view text) {
  return std::ranges::any_of(text, [](char byte) {
    auto const value = static_cast<unsigned char>(byte);
    return (value < 0x20 && byte != '\n') || value == 0x7F;
  });
}

TEST(AuditWriters, nothing_a_server_sends_is_raw) {
  using namespace std::string_literals;
  auto const value = "\x1B]0;x\x07\x9B\xE2\x80\xAE<img src=x onerror=y>|```\"'&amp;[a](http://b)\r\n\0."s;
  for_each_form([&](std::string_view token, auto make) {
    auto finding = reflected();
    finding.variant = value;
    finding.values = {value, value};
    finding.cookies_sent = {value};
    finding.cookies_withheld = {value};
    auto audited = audited_with("https://api.example.com/a|b", finding,
                                {{"Access-Control-Allow-Origin", value}, {"Access-Control-" + value, "1"}}, value);
    audited.evidence.front().probe.origin = value;
    auto ignored = audited;
    ignored.standings = {audit::Standing::ignored};
    ignored.reasons_to_ignore = {value};
    audit::Summary const summary{.missed = {{.url = value, .why = value}}, .missed_in_all = 1};
    auto const report = report_of(*make(), {audited, ignored}, summary);
    EXPECT_FALSE(has_control_character(report));
    EXPECT_EQ(report.find("\xE2\x80\xAE"), std::string::npos);
    if (token == "html") {
      EXPECT_EQ(report.find("<img"), std::string::npos);
      EXPECT_EQ(report.find("&amp;["), std::string::npos) << "the server's own reference is escaped";
    }
  });
}

TEST(AuditWriters, long_values_are_cut) {
  std::string const value(1U << 20U, 'x');
  for_each_form([&](std::string_view, auto make) {
    std::vector<http::HeaderList::Line> const lines(
        100, {"Access-Control-Allow-Origin", std::string_view(value).substr(0, 9000)});
    auto const audited = audited_with("https://api.example.com/", reflected(), lines, value);
    EXPECT_LT(report_of(*make(), {audited}).size(), 30'000U);
  });
}

TEST(AuditWriters, secrets_are_masked_unless_they_are_wanted) {
  for_each_form([&](std::string_view, auto make) {
    auto finding = reflected();
    finding.reason = Reason::wildcard_on_private;
    auto const audited = audited_with("https://api.example.com/?api_key=opensesame", finding,
                                      {{"Set-Cookie", "session=letmein; Secure"}});
    auto const masked = report_of(*make(), {audited});
    auto const shown = report_of(*make(), {audited}, {}, http::Secrets::shown);
    for (auto const* const secret : {"opensesame", "letmein", "hunter2"}) {
      EXPECT_EQ(masked.find(secret), std::string::npos) << secret;
      EXPECT_NE(shown.find(secret), std::string::npos) << secret;
    }
  });
}

TEST(AuditWriters, what_was_not_audited_never_passes_for_clean) {
  for_each_form([&](std::string_view, auto make) {
    auto unreachable = clean_audit("https://gone.example.com/");
    unreachable.verdict.is_audited = false;
    unreachable.verdict.unanswered = {0};
    auto partly = clean_audit("https://slow.example.com/");
    partly.verdict.unanswered = {0};
    audit::Summary const summary{.missed = {{.url = "https://gone.example.com/", .why = "timed out"}},
                                 .missed_in_all = 7};
    auto const report = report_of(*make(), {unreachable, partly}, summary);
    EXPECT_EQ(report.find("✓"), std::string::npos);
    EXPECT_EQ(report.find("&#10003;"), std::string::npos);
    EXPECT_EQ(report.find("nothing found ("), std::string::npos);
    EXPECT_NE(report.find("timed out"), std::string::npos);
    EXPECT_NE(report.find("and 6 more"), std::string::npos);
  });
}

TEST(AuditWriters, the_worst_stands_first) {
  for_each_form([&](std::string_view, auto make) {
    auto low = reflected();
    low.severity = Severity::low;
    auto const report = report_of(
        *make(), {clean_audit("https://clean.example.com/"), audited_with("https://low.example.com/", low, {}),
                  audited_with("https://high.example.com/", reflected(), {})});
    EXPECT_LT(report.find("high.example.com"), report.find("low.example.com"));
    EXPECT_LE(report.find("low.example.com"), report.find("clean.example.com"));
  });
}

TEST(AuditWriters, every_finding_is_told_with_what_it_means) {
  for (auto const& row : audit::all_findings()) {
    SCOPED_TRACE(trace::to_string(row.reason));
    for (auto const access : {audit::Access::none, audit::Access::read, audit::Access::write}) {
      auto finding = reflected();
      finding.reason = row.reason;
      finding.access = access;
      std::string meaning;
      for (auto const& span :
           meaning_of(audited_with("https://api.example.com/", finding, {}), finding, http::Secrets::masked)) {
        meaning += span.text;
      }
      EXPECT_GT(meaning.size(), 20U);
      EXPECT_TRUE(meaning.ends_with('.')) << meaning;
      EXPECT_EQ(meaning.find_first_of("{}`"), std::string::npos) << meaning;
    }
  }
}

TEST(AuditWriters, cookies_say_who_gets_what) {
  struct Row {
    std::string name;
    std::string origin;
    std::vector<std::string> sent;
    std::vector<std::string> withheld;
    std::string expected;
    std::vector<std::string> set_cookies = {};
  };
  std::vector<Row> const rows{
      {.name = "a page of another site",
       .origin = "https://evil.test",
       .sent = {"session"},
       .withheld = {},
       .expected = "with the user's cookie session (SameSite=None)"},
      {.name = "a page of the same site",
       .origin = "https://x.example.com",
       .sent = {"session", "csrf"},
       .withheld = {},
       .expected = "cookies session and csrf, which SameSite lets through: the page is of the same site"},
      {.name = "a page of the same site without TLS",
       .origin = "http://x.example.com",
       .sent = {"session"},
       .withheld = {},
       .expected = "with the user's cookie session. To Firefox and Safari http and https are one site"},
      {.name = "cookies that stay at home",
       .origin = "https://evil.test",
       .sent = {},
       .withheld = {"session"},
       .expected = "can read the answer with the user's HTTP authentication or client certificate, but without "
                   "cookies. No browser sends the cookie session along.",
       .set_cookies = {"session=1; SameSite=Lax"}},
      {.name = "cookies that each browser does as it likes with",
       .origin = "https://evil.test",
       .sent = {},
       .withheld = {"session", "csrf"},
       .expected = "but without cookies. No browser sends the cookie csrf along. The cookie session says nothing of "
                   "SameSite: Chrome takes that for Lax and keeps it back; Firefox and Safari do not",
       .set_cookies = {"session=1; Path=/", "csrf=1; SameSite=Strict"}},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    auto finding = reflected();
    finding.cookies_sent = row.sent;
    finding.cookies_withheld = row.withheld;
    auto audited = audited_with("https://api.example.com/", finding, {});
    for (auto const& cookie : row.set_cookies) {
      std::get<fetch::Answered>(audited.evidence.front().answer).response.headers.append("Set-Cookie", cookie);
    }
    audited.evidence.front().probe.origin = row.origin;
    std::string meaning;
    for (auto const& span : meaning_of(audited, finding, http::Secrets::masked)) {
      meaning += span.text;
    }
    EXPECT_NE(meaning.find(row.expected), std::string::npos) << meaning;
  }
}

TEST(AuditWriters, a_control_of_the_resource_itself_is_no_trusted_origin) {
  for_each_form([&](std::string_view, auto make) {
    auto audited = audited_with("https://api.example.com/", reflected(), {});
    audited.evidence.push_back(audited.evidence.front());
    audited.evidence.back().probe.kind = audit::ProbeKind::trusted;
    audited.evidence.back().probe.origin = "https://api.example.com";
    audited.verdict.findings.front().control = 1;
    auto const report = report_of(*make(), {audited});
    EXPECT_EQ(report.find("a trusted origin"), std::string::npos) << report;
    EXPECT_NE(report.find("own origin (https://api.example.com)"), std::string::npos) << report;
  });
}

TEST(AuditWriters, its_own_pages_are_not_among_those_that_are_blocked) {
  for_each_form([&](std::string_view, auto make) {
    auto audited = audited_with("https://api.example.com/", {.reason = trace::Reason::acao_duplicate_header}, {});
    EXPECT_EQ(report_of(*make(), {audited}).find("all other origins"), std::string::npos);
    audited.evidence.front().probe.origin = "https://api.example.com";
    auto const report = report_of(*make(), {audited});
    EXPECT_NE(report.find("all other origins are blocked: "), std::string::npos) << report;
    EXPECT_EQ(report.find("https://api.example.com too"), std::string::npos) << report;
  });
}

TEST(AuditWriters, credentials_that_are_allowed_twice_are_said_to_be) {
  for_each_form([&](std::string_view, auto make) {
    auto audited = audited_with("https://api.example.com/",
                                {.reason = trace::Reason::acac_invalid_value, .values = {"true", "true"}}, {});
    auto const report = report_of(*make(), {audited});
    EXPECT_NE(report.find("Access-Control-Allow-Credentials is sent twice"), std::string::npos) << report;
    EXPECT_NE(report.find("true, true"), std::string::npos) << report;
    audited.verdict.findings.front().values = {"True"};
    EXPECT_EQ(report_of(*make(), {audited}).find("sent twice"), std::string::npos);
  });
}

TEST(AuditWriters, bare_errors_are_mended_as_the_server_does_it) {
  for_each_form([&](std::string_view, auto make) {
    auto audited = audited_with("https://api.example.com/", {.reason = trace::Reason::error_response_no_cors}, {});
    EXPECT_EQ(report_of(*make(), {audited}).find("always"), std::string::npos);
    audited.verdict.fingerprints = {{.product = "nginx", .platform = "nginx", .signal = "Server: nginx"}};
    EXPECT_NE(report_of(*make(), {audited}).find("always"), std::string::npos);
  });
}

TEST(AuditWriters, requests_without_an_answer_are_not_counted_as_if_they_had_one) {
  for_each_form([&](std::string_view, auto make) {
    auto audited = audited_with("https://api.example.com/", reflected(), {});
    EXPECT_NE(report_of(*make(), {audited}).find("1 request"), std::string::npos);
    audited.evidence.push_back(audited.evidence.front());
    audited.verdict.unanswered = {1};
    auto const report = report_of(*make(), {audited});
    EXPECT_NE(report.find("1 of 2 requests answered"), std::string::npos) << report;
  });
}

TEST(AuditWriters, how_to_get_a_fix_is_said_where_nobody_is_trusted) {
  for_each_form([&](std::string_view, auto make) {
    auto audited = audited_with("https://api.example.com/", reflected(), {});
    EXPECT_NE(report_of(*make(), {audited}).find("--trusted-origin ORIGIN"), std::string::npos);
    EXPECT_EQ(report_of(*make(), {clean_audit("https://api.example.com/")}).find("--trusted-origin"),
              std::string::npos);
    audited.target.trusted_origins.push_back(url::Origin::parse("https://app.example.com").value());
    EXPECT_EQ(report_of(*make(), {audited}).find("--trusted-origin"), std::string::npos);
  });
}

TEST(AuditWriters, what_was_given_is_masked_wherever_it_stands) {
  http::GivenSecrets given;
  given.add_header("X-Tenant", "opensesame");
  for_each_form([&](std::string_view, auto make) {
    auto finding = reflected();
    finding.values = {"https://opensesame.test", "opensesame"};
    auto audited = audited_with("https://api.example.com/opensesame", finding,
                                {{"Access-Control-Allow-Origin", "opensesame"}, {"Vary", "opensesame"}});
    audited.target.trusted_origins.push_back(url::Origin::parse("https://app.example.com").value());
    audited.verdict.fix =
        policy::Config{.origins = {"https://app.example.com"}, .methods = {"PUT", "OPENSESAME"}, .max_age = 600};
    auto const report = report_of(*make(), {audited}, {}, http::Secrets(http::Secrets::masked).with(given));
    EXPECT_EQ(report.find("opensesame"), std::string::npos) << report;
    EXPECT_NE(report_of(*make(), {audited}, {}, http::Secrets::shown).find("opensesame"), std::string::npos);
  });
}

TEST(AuditText, begins_with_whom_it_is_for) {
  EXPECT_TRUE(report_of(*audit_text({}), {}).starts_with(audit_permission));
}

TEST(AuditText, comments_of_a_fix_are_no_wider_than_the_terminal) {
  for (std::string_view const platform : {"nginx", "apache", "haproxy", "caddy", "express", "any"}) {
    auto audited = audited_with("https://api.example.com/", reflected(), {});
    audited.target.trusted_origins.push_back(url::Origin::parse("https://app.example.com").value());
    audited.verdict.platform = platform;
    audited.verdict.fix = policy::Config{.origins = {"https://app.example.com"}, .methods = {"PUT"}, .max_age = 600};
    std::istringstream lines(report_of(*audit_text({.width = 60}), {audited}));
    for (std::string line; std::getline(lines, line);) {
      EXPECT_TRUE(display_width(line) <= 60 || !strip(line, " ").starts_with("#")) << line;
    }
  }
}

TEST(AuditText, no_line_but_a_command_is_wider_than_the_terminal) {
  for (std::size_t const width : {60U, 80U, 120U}) {
    auto const report =
        report_of(*audit_text({.width = width}), {audited_with("https://api.example.com/" + std::string(70, 'p'),
                                                               reflected(), {{"Vary", std::string(500, 'v')}})});
    std::istringstream lines(report);
    for (std::string line; std::getline(lines, line);) {
      EXPECT_TRUE(display_width(line) <= width || line.find("curl ") != std::string::npos) << line;
    }
  }
}

TEST(AuditMarkdown, keeps_what_a_step_may_have_and_the_worst_of_it) {
  std::vector<audit::Audited> all;
  auto low = reflected();
  low.severity = Severity::low;
  for (std::size_t i = 0; i < 3000; ++i) {
    all.push_back(audited_with(fmt::format("https://api.example.com/{}", i), low, {}));
  }
  all.push_back(audited_with("https://worst.example.com/", reflected(), {}));
  auto const report = report_of(*audit_markdown(), all);
  EXPECT_LT(report.size(), 1U << 20U);
  EXPECT_NE(report.find("worst.example.com"), std::string::npos);
  EXPECT_NE(report.find("did not fit here"), std::string::npos);
}

}  // namespace
}  // namespace corsage::report
