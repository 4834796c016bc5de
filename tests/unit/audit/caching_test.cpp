#include "corsage/audit/audited.hpp"
#include "dialogue.hpp"

#include <gtest/gtest.h>

namespace corsage::test {
namespace {

constexpr std::string_view trusted = "https://app.example.com";

struct Row {
  std::string_view name;
  std::string_view vary_with_origin;
  std::string_view vary_without;
  std::string_view cache_control = {};
  std::vector<std::string> ids = {};
  audit::Severity severity = audit::Severity::info;
  std::string_view expires = {};
};

TEST(AuditOfCaching, asks_for_Vary_where_answers_differ) {
  using enum audit::Severity;
  std::vector<Row> const rows{
      {.name = "everywhere", .vary_with_origin = "Origin", .vary_without = "accept, ORIGIN"},
      {.name = "everything", .vary_with_origin = "*", .vary_without = "*"},
      {.name = "nowhere", .vary_with_origin = "", .vary_without = "", .ids = {"vary-origin-missing"}, .severity = low},
      {.name = "of something else",
       .vary_with_origin = "Accept",
       .vary_without = "Accept",
       .ids = {"vary-origin-missing"},
       .severity = low},
      {.name = "kept for an hour",
       .vary_with_origin = "",
       .vary_without = "",
       .cache_control = "public, max-age=3600",
       .ids = {"vary-origin-missing"},
       .severity = medium},
      {.name = "kept by the browser alone",
       .vary_with_origin = "",
       .vary_without = "",
       .cache_control = "private, max-age=3600",
       .ids = {"vary-origin-missing"},
       .severity = medium},
      {.name = "of no age, whatever the date",
       .vary_with_origin = "",
       .vary_without = "",
       .cache_control = "public, max-age=0",
       .ids = {"vary-origin-missing"},
       .severity = low,
       .expires = "Fri, 31 Dec 9999 23:59:59 GMT"},
      {.name = "of no age but in shared caches",
       .vary_with_origin = "",
       .vary_without = "",
       .cache_control = "max-age=0, s-maxage=60",
       .ids = {"vary-origin-missing"},
       .severity = medium},
      {.name = "expired as it came",
       .vary_with_origin = "",
       .vary_without = "",
       .ids = {"vary-origin-missing"},
       .severity = low,
       .expires = "0"},
      {.name = "expired since long ago",
       .vary_with_origin = "",
       .vary_without = "",
       .ids = {"vary-origin-missing"},
       .severity = low,
       .expires = "Thu, 01 Jan 1970 00:00:00 GMT"},
      {.name = "expires later",
       .vary_with_origin = "",
       .vary_without = "",
       .ids = {"vary-origin-missing"},
       .severity = medium,
       .expires = "Tue, 01 Jan 2030 00:00:00 GMT"},
      {.name = "never kept", .vary_with_origin = "", .vary_without = "", .cache_control = "no-store"},
      {.name = "only with Origin",
       .vary_with_origin = "Origin",
       .vary_without = "",
       .ids = {"vary-origin-conditional"},
       .severity = low},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    auto const server = [&](fetch::WireRequest const& request) {
      auto reply = std::get<fetch::Answered>(lets_in([](auto const& origin) { return origin == trusted; })(request));
      auto& headers = reply.response.headers;
      headers.remove("vary");
      auto const vary = origin_of(request).empty() ? row.vary_without : row.vary_with_origin;
      if (!vary.empty()) {
        headers.append("vary", vary);
      }
      if (!row.cache_control.empty()) {
        headers.append("cache-control", row.cache_control);
      }
      if (!row.expires.empty()) {
        headers.append("date", "Mon, 01 Jan 2029 00:00:00 GMT");
        headers.append("expires", row.expires);
      }
      return reply;
    };
    auto const dialogue = audited(users(), server);
    EXPECT_EQ(dialogue.ids(), row.ids);
    if (!row.ids.empty() && !dialogue.verdict.findings.empty()) {
      auto const& finding = dialogue.verdict.findings.front();
      EXPECT_EQ(to_string(finding.severity), to_string(row.severity));
      EXPECT_FALSE(finding.is_credentialed);
      bool const is_kept = row.severity == medium;
      EXPECT_EQ(finding.variant, is_kept ? "cacheable" : "");
      EXPECT_EQ(audit::rule_id(finding),
                row.ids.front() + (is_kept || row.vary_with_origin == "Origin" ? "" : ".plain"));
    }
  }
}

TEST(AuditOfCaching, is_the_same_finding_whatever_the_status_and_the_age) {
  audit::Finding finding{.reason = trace::Reason::vary_origin_missing};
  auto const before = audit::fingerprint(users(), finding);
  for (auto const* const variant : {"cacheable", "401", "502"}) {
    finding.variant = variant;
    EXPECT_EQ(audit::fingerprint(users(), finding), before) << variant;
  }
  finding.variant = "trailing-slash";
  EXPECT_NE(audit::fingerprint(users(), finding), before);
}

struct OpenRow {
  std::string_view name;
  std::vector<std::string_view> lines;
  std::vector<std::string> ids;
};

TEST(AuditOfOpenness, tells_public_answers_from_private_ones) {
  std::vector<OpenRow> const rows{
      {.name = "public", .lines = {}, .ids = {"wildcard-origin"}},
      {.name = "with a cookie", .lines = {"set-cookie: s=1"}, .ids = {"wildcard-on-private"}},
      {.name = "public, and says no to credentials",
       .lines = {"access-control-allow-credentials: false"},
       .ids = {"wildcard-origin"}},
      {.name = "not for shared caches", .lines = {"cache-control: private"}, .ids = {"wildcard-on-private"}},
      {.name = "not for any cache", .lines = {"cache-control: No-Store, max-age=0"}, .ids = {"wildcard-on-private"}},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    auto const dialogue = audited(users(), [&](fetch::WireRequest const& request) {
      auto lines = row.lines;
      lines.insert(lines.end(),
                   {"access-control-allow-origin: *", "access-control-allow-methods: PUT",
                    "access-control-allow-headers: authorization, content-type", "access-control-max-age: 600"});
      return answer(request.method == "OPTIONS" ? 204 : 200, lines);
    });
    EXPECT_EQ(dialogue.ids(), row.ids);
  }
}

TEST(AuditOfOpenness, takes_what_a_private_address_answers_for_private) {
  auto const dialogue = audited(users(), [&](fetch::WireRequest const& /*request*/) {
    auto reply = answer(200, {"access-control-allow-origin: *", "access-control-max-age: 600"});
    reply.address_space = url::IpAddressSpace::local;
    return reply;
  });
  EXPECT_EQ(dialogue.ids(), std::vector<std::string>{"wildcard-on-private"});
}

TEST(AuditOfOpenness, takes_what_depends_on_credentials_for_private) {
  auto target = users();
  target.headers.append("authorization", "Bearer 1");
  auto const dialogue = audited(target, [&](fetch::WireRequest const& request) {
    auto reply = answer(200, {"access-control-allow-origin: *", "access-control-max-age: 600"});
    reply.response.body = request.headers.contains("authorization") ? "Alice" : "nobody";
    return reply;
  });
  EXPECT_EQ(dialogue.ids(), std::vector<std::string>{"wildcard-on-private"});
}

TEST(AuditOfOpenness, takes_what_changes_by_itself_for_public) {
  auto target = users();
  target.headers.append("authorization", "Bearer 1");
  int count = 0;
  auto const dialogue = audited(target, [&](fetch::WireRequest const& /*request*/) {
    auto reply = answer(200, {"access-control-allow-origin: *", "access-control-max-age: 600"});
    reply.response.body = std::to_string(++count);
    return reply;
  });
  EXPECT_EQ(dialogue.ids(), std::vector<std::string>{"wildcard-origin"});
  EXPECT_EQ(dialogue.origins(audit::ProbeKind::unchanged).size(), 1U);
}

TEST(AuditOfOpenness, is_sure_of_the_private_network_only_where_the_origin_is_let_in) {
  for (bool const is_let_in : {true, false}) {
    auto const dialogue = audited(users(), [&](fetch::WireRequest const& request) {
      auto reply = std::get<fetch::Answered>(
          lets_in([&](auto const& origin) { return is_let_in || origin == trusted; })(request));
      if (request.headers.contains("access-control-request-private-network")) {
        reply.response.headers.append("access-control-allow-private-network", "true");
      }
      return reply;
    });
    EXPECT_EQ(dialogue.finding(trace::Reason::private_network_any_origin).confidence,
              is_let_in ? explain::Confidence::certain : explain::Confidence::likely);
  }
}

TEST(AuditOfOpenness, tells_lines_that_a_value_became) {
  auto const dialogue = audited(users(), [](fetch::WireRequest const& request) {
    auto reply = std::get<fetch::Answered>(lets_in([](auto const& origin) { return origin == trusted; })(request));
    if (origin_of(request).find("%0d%0a") != std::string::npos) {
      reply.response.headers.append("X-Corsage-Injected", "kqzvxw");
    }
    return reply;
  });
  EXPECT_EQ(dialogue.ids(), std::vector<std::string>{"origin-header-injection"});
}

}  // namespace
}  // namespace corsage::test
