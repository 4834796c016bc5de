#include "dialogue.hpp"

#include <gtest/gtest.h>

namespace corsage::test {
namespace {

using audit::ProbeKind;
using trace::Reason;

constexpr std::string_view trusted = "https://app.example.com";

bool is_trusted(std::string const& origin) {
  return origin == trusted;
}

struct WayRow {
  std::string_view name;
  std::function<bool(std::string const&)> lets_in;
  std::vector<std::string> ids;
};

TEST(AuditOfOrigins, names_the_one_way_in) {
  std::vector<WayRow> const rows{
      {.name = "nobody but the trusted", .lets_in = [](auto const&) { return false; }, .ids = {}},
      {.name = "everybody", .lets_in = [](auto const&) { return true; }, .ids = {"origin-reflected"}},
      {.name = "everybody with https",
       .lets_in = [](auto const& origin) { return origin.starts_with("https://"); },
       .ids = {"origin-reflected"}},
      {.name = "null", .lets_in = [](auto const& origin) { return origin == "null"; }, .ids = {"null-origin"}},
      {.name = "whoever begins so",
       .lets_in = [](auto const& origin) { return origin.starts_with(trusted); },
       .ids = {"origin-prefix-match"}},
      {.name = "whoever ends so, over https",
       .lets_in = [](auto const& origin) { return origin.starts_with("https://") && origin.ends_with("example.com"); },
       .ids = {"origin-suffix-match"}},
      {.name = "whoever contains it, over https",
       .lets_in = [](auto const& o) { return o.starts_with("https://") && o.find("app.example.com") != o.npos; },
       .ids = {"origin-substring-match"}},
      {.name = "a part of it",
       .lets_in = [](auto const& origin) { return trusted.find(origin) != trusted.npos; },
       .ids = {"origin-reverse-substring"}},
      {.name = "a dot that is any character",
       .lets_in = [](auto const& o) { return o == "https://appxexample.com" || o == "https://app.examplexcom"; },
       .ids = {"origin-unescaped-dot"}},
      {.name = "a subdomain",
       .lets_in = [](auto const& o) { return o.starts_with("https://") && o.ends_with(".example.com"); },
       .ids = {"origin-any-subdomain"}},
      {.name = "the name with another suffix",
       .lets_in = [](auto const& origin) { return origin == "https://app.example.net"; },
       .ids = {"origin-tld-wildcard"}},
      {.name = "plain http",
       .lets_in = [](auto const& origin) { return origin == "http://app.example.com"; },
       .ids = {"origin-http-downgrade"}},
      {.name = "a character that no name has",
       .lets_in = [](auto const& origin) { return origin.starts_with("https://app.example.com_"); },
       .ids = {"origin-special-char"}},
      {.name = "another port",
       .lets_in = [](auto const& origin) { return origin.starts_with("https://app.example.com:"); },
       .ids = {"origin-any-port"}},
      {.name = "hosting",
       .lets_in = [](auto const& origin) { return origin.ends_with(".github.io"); },
       .ids = {"origin-third-party-hosting"}},
      {.name = "the user's own machine",
       .lets_in = [](auto const& origin) { return origin.starts_with("http://localhost:"); },
       .ids = {"origin-localhost"}},
      {.name = "a private address",
       .lets_in = [](auto const& origin) { return origin.starts_with("http://192.168."); },
       .ids = {"origin-prefix-match", "origin-private-ip"}},
      {.name = "any address",
       .lets_in = [](auto const& origin) { return origin.starts_with("http://1") || origin.starts_with("http://93"); },
       .ids = {"origin-prefix-match", "origin-localhost"}},
      {.name = "any extension",
       .lets_in = [](auto const& origin) { return origin.starts_with("chrome-extension://"); },
       .ids = {"origin-exotic-scheme"}},
      {.name = "an app's own page",
       .lets_in = [](auto const& origin) { return origin == "capacitor://localhost"; },
       .ids = {"origin-exotic-scheme"}},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    auto const dialogue =
        audited(users(), lets_in([&](auto const& origin) { return is_trusted(origin) || row.lets_in(origin); }));
    EXPECT_EQ(dialogue.ids(), row.ids);
  }
}

TEST(AuditOfOrigins, asks_for_no_bypass_where_everybody_is_let_in) {
  auto const dialogue = audited(users(), lets_in([](auto const&) { return true; }));
  EXPECT_TRUE(dialogue.origins(ProbeKind::prefix).empty());
  EXPECT_EQ(dialogue.origins(ProbeKind::other_stranger).size(), 1U);
  EXPECT_LE(dialogue.evidence.size(), 15U);
}

TEST(AuditOfOrigins, asks_little_where_nothing_speaks_of_cors) {
  auto const dialogue = audited(users(), [](auto const&) { return answer(200, {}); });
  EXPECT_EQ(dialogue.ids(), std::vector<std::string>());
  EXPECT_LE(dialogue.evidence.size(), 20U);
}

TEST(AuditOfOrigins, asks_nothing_twice) {
  auto const dialogue = audited(users(), lets_in(is_trusted));
  for (std::size_t i = 0; i < dialogue.evidence.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      EXPECT_FALSE(dialogue.evidence[i].probe.request == dialogue.evidence[j].probe.request)
          << audit::to_string(dialogue.evidence[i].probe.kind);
    }
  }
}

TEST(AuditOfOrigins, sends_nobody_who_is_trusted_as_a_stranger) {
  auto target = users();
  target.trusted_origins.push_back(*url::Origin::parse("http://localhost:3000"));
  target.trusted_origins.push_back(*url::Origin::parse("https://codepen.io"));
  auto const server = lets_in([](auto const& origin) {
    return is_trusted(origin) || origin == "http://localhost:3000" || origin == "https://codepen.io";
  });
  EXPECT_EQ(audited(target, server).ids(), std::vector<std::string>());
}

TEST(AuditOfOrigins, asks_no_more_of_a_long_list_than_of_its_beginning) {
  auto target = users();
  for (int i = 0; i < 60; ++i) {
    target.trusted_origins.push_back(*url::Origin::parse("https://page" + std::to_string(i) + ".example.com"));
  }
  auto const dialogue =
      audited(target, lets_in([](auto const& origin) {
                return is_trusted(origin) || (origin.starts_with("https://page") && origin.ends_with("0.example.com"));
              }));
  EXPECT_EQ(dialogue.origins(ProbeKind::trusted).size(), 32U);
  EXPECT_EQ(dialogue.origins(ProbeKind::missing_resource).size(), 1U);
  EXPECT_EQ(dialogue.origins(ProbeKind::allowlist_mix).size(), 16U);
  EXPECT_LE(dialogue.evidence.size(), 350U);
}

TEST(AuditOfOrigins, asks_for_what_tells_apart_only_where_something_is_to_be_told_apart) {
  auto const dialogue = audited(users(), lets_in(is_trusted));
  for (auto const kind : {ProbeKind::below_localhost, ProbeKind::public_ip, ProbeKind::any_app, ProbeKind::substring,
                          ProbeKind::of_equal_length, ProbeKind::letter_for_letter, ProbeKind::other_special_char}) {
    EXPECT_EQ(dialogue.origins(kind), std::vector<std::string>()) << audit::to_string(kind);
  }
  EXPECT_LE(dialogue.evidence.size(), 66U);
}

TEST(AuditOfOrigins, looks_for_no_names_where_everybody_is_told_the_wildcard) {
  auto const dialogue =
      audited(users(), [](fetch::WireRequest const&) { return answer(200, {"access-control-allow-origin: *"}); });
  EXPECT_EQ(dialogue.origins(ProbeKind::third_party_hosting), std::vector<std::string>());
  EXPECT_LE(dialogue.evidence.size(), 26U);
}

TEST(AuditOfOrigins, tells_two_trusted_names_put_together) {
  auto target = users();
  target.trusted_origins.push_back(*url::Origin::parse("https://admin.example.com"));
  auto const server = lets_in([](auto const& origin) {
    return is_trusted(origin) || origin == "https://admin.example.com" || origin == "https://adminapp.example.com";
  });
  auto const dialogue = audited(target, server);
  EXPECT_EQ(dialogue.ids(), std::vector<std::string>{"origin-allowlist-mix"});
}

struct CookieRow {
  std::string_view name;
  std::vector<std::string_view> cookies;
  std::string_view lets_in;
  audit::Severity severity;
  std::vector<std::string> sent = {};
  std::vector<std::string> withheld = {};
  std::string_view url = "https://api.example.com/users";
  std::string_view given = {};
};

std::vector<CookieRow> cookie_rows() {
  using enum audit::Severity;
  return {
      {.name = "none known", .cookies = {}, .lets_in = "null", .severity = high},
      {.name = "for all sites",
       .cookies = {"sid=1; SameSite=None; Secure"},
       .lets_in = "null",
       .severity = high,
       .sent = {"sid"}},
      {.name = "for all sites, but not secure",
       .cookies = {"sid=1; samesite=none"},
       .lets_in = "null",
       .severity = medium,
       .withheld = {"sid"}},
      {.name = "lax",
       .cookies = {"sid=1;SameSite=Lax;Secure"},
       .lets_in = "null",
       .severity = medium,
       .withheld = {"sid"}},
      {.name = "nothing said is lax",
       .cookies = {"PHPSESSID=1; Path=/"},
       .lets_in = "null",
       .severity = medium,
       .withheld = {"PHPSESSID"}},
      {.name = "lax, beside others for all sites that are no session",
       .cookies = {"sid=1; SameSite=Lax; Secure", "AWSALBCORS=1; SameSite=None; Secure",
                   "xsrf-token=1; SameSite=None; Secure"},
       .lets_in = "null",
       .severity = medium,
       .sent = {"AWSALBCORS", "xsrf-token"},
       .withheld = {"sid"}},
      {.name = "lax, beside another session for all sites",
       .cookies = {"sid=1; SameSite=Lax; Secure", "auth=1; SameSite=None; Secure"},
       .lets_in = "null",
       .severity = high,
       .sent = {"auth"},
       .withheld = {"sid"}},
      {.name = "lax, beside what the user gave for all sites",
       .cookies = {"sid=1; SameSite=Lax; Secure", "u=1; SameSite=None; Secure"},
       .lets_in = "null",
       .severity = high,
       .sent = {"u"},
       .withheld = {"sid"},
       .given = "u=1"},
      {.name = "no session at all, and one for all sites",
       .cookies = {"theme=dark; SameSite=Lax", "track=1; SameSite=None; Secure"},
       .lets_in = "null",
       .severity = high,
       .sent = {"track"},
       .withheld = {"theme"}},
      {.name = "lax, and no session",
       .cookies = {"theme=dark; SameSite=Lax", "csrf_token=1"},
       .lets_in = "null",
       .severity = high,
       .withheld = {"theme", "csrf_token"}},
      {.name = "lax, and what the user gave",
       .cookies = {"u=1; SameSite=Lax"},
       .lets_in = "null",
       .severity = medium,
       .withheld = {"u"},
       .given = "a=b; u=1"},
      {.name = "taken away",
       .cookies = {"sid=; Max-Age=0", "auth=; Expires=Thu, 01 Jan 1970 00:00:00 GMT", "token=x; Max-Age=-1"},
       .lets_in = "null",
       .severity = high},
      {.name = "of the future",
       .cookies = {"sid=1; Expires=Fri, 31-Dec-9999 23:59:59 GMT"},
       .lets_in = "null",
       .severity = medium,
       .withheld = {"sid"}},
      {.name = "of another host and another path",
       .cookies = {"sid=1; Domain=other.example.com", "auth=1; Path=/admin", "token=1; Domain=com"},
       .lets_in = "null",
       .severity = high},
      {.name = "of the whole domain and this path",
       .cookies = {"sid=1; Domain=.Example.com; Path=/users; SameSite=None; Secure"},
       .lets_in = "null",
       .severity = high,
       .sent = {"sid"}},
      {.name = "strict, to a page of the same site",
       .cookies = {"sid=1; SameSite=Strict"},
       .lets_in = "subdomain",
       .severity = medium,
       .sent = {"sid"}},
      {.name = "for all sites and not secure, to a page of the same site",
       .cookies = {"sid=1; SameSite=None"},
       .lets_in = "subdomain",
       .severity = low,
       .withheld = {"sid"}},
      {.name = "secure, where the page is of https and the resource is reached by http",
       .cookies = {"sid=1; Secure"},
       .lets_in = "subdomain",
       .severity = medium,
       .sent = {"sid"},
       .url = "http://api.example.com/users"},
  };
}

TEST(AuditOfOrigins, is_as_severe_as_the_cookies_that_a_browser_sends) {
  for (auto const& row : cookie_rows()) {
    SCOPED_TRACE(row.name);
    auto const by_policy = lets_in([&](auto const& origin) {
      bool const is_below = origin.starts_with("https://") && origin.ends_with(".example.com");
      return is_trusted(origin) || (row.lets_in == "null" ? origin == "null" : is_below);
    });
    auto const server = [&](fetch::WireRequest const& request) {
      auto reply = std::get<fetch::Answered>(by_policy(request));
      for (auto const cookie : row.cookies) {
        reply.response.headers.append("set-cookie", cookie);
      }
      return reply;
    };
    auto target = users();
    target.url = *url::Url::parse(row.url);
    if (!row.given.empty()) {
      target.headers.append("cookie", row.given);
    }
    auto const dialogue = audited(target, server);
    ASSERT_EQ(dialogue.verdict.findings.size(), 1U);
    auto const& finding = dialogue.verdict.findings.front();
    EXPECT_TRUE(finding.is_credentialed);
    EXPECT_EQ(finding.access, audit::Access::read);
    EXPECT_EQ(to_string(finding.severity), to_string(row.severity));
    EXPECT_EQ(finding.cookies_sent, row.sent);
    EXPECT_EQ(finding.cookies_withheld, row.withheld);
  }
}

struct NameRow {
  std::string_view name;
  std::string_view trusted;
  std::string_view lets_in;
  Reason reason;
  audit::Severity severity;
};

TEST(AuditOfOrigins, is_severe_where_somebody_can_have_the_name) {
  using enum audit::Severity;
  std::vector<NameRow> const rows{
      {.name = "a name that can be registered",
       .trusted = "https://app.example.com",
       .lets_in = "https://appxexample.com",
       .reason = Reason::origin_unescaped_dot,
       .severity = high},
      {.name = "no suffix that there is",
       .trusted = "https://app.example.com",
       .lets_in = "https://app.examplexcom",
       .reason = Reason::origin_unescaped_dot,
       .severity = info},
      {.name = "below the trusted domain",
       .trusted = "https://a.b.example.com",
       .lets_in = "https://axb.example.com",
       .reason = Reason::origin_unescaped_dot,
       .severity = info},
      {.name = "a suffix of nobody's, as the trusted one's",
       .trusted = "https://app.example.corpnet",
       .lets_in = "https://appxexample.corpnet",
       .reason = Reason::origin_unescaped_dot,
       .severity = high},
      {.name = "a shorter suffix that there is",
       .trusted = "https://app.example.com",
       .lets_in = "https://app.example.co",
       .reason = Reason::origin_reverse_substring,
       .severity = medium},
      {.name = "a shorter suffix that there is not",
       .trusted = "https://app.example.org",
       .lets_in = "https://app.example.or",
       .reason = Reason::origin_reverse_substring,
       .severity = info},
      {.name = "a shorter port",
       .trusted = "https://app.example.com:8443",
       .lets_in = "https://app.example.com:844",
       .reason = Reason::origin_reverse_substring,
       .severity = info},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    auto target = users();
    target.trusted_origins = {*url::Origin::parse(row.trusted)};
    auto const dialogue =
        audited(target, lets_in([&](auto const& origin) { return origin == row.trusted || origin == row.lets_in; }));
    auto const& finding = dialogue.finding(row.reason);
    EXPECT_EQ(to_string(finding.severity), to_string(row.severity));
    EXPECT_EQ(finding.confidence, row.severity == info ? explain::Confidence::likely : explain::Confidence::certain);
  }
}

TEST(AuditOfOrigins, takes_a_redirect_for_nothing_to_read) {
  auto const all = lets_in([](auto const&) { return true; });
  auto const dialogue = audited(users(), [&](fetch::WireRequest const& request) {
    auto reply = std::get<fetch::Answered>(all(request));
    reply.response.status = request.method == "OPTIONS" ? 204 : 302;
    return reply;
  });
  auto const& finding = dialogue.finding(Reason::origin_reflected);
  EXPECT_EQ(finding.access, audit::Access::none);
  EXPECT_EQ(finding.severity, audit::Severity::medium);
  EXPECT_EQ(finding.confidence, explain::Confidence::likely);
}

TEST(AuditOfOrigins, takes_who_is_refused_by_an_error_hardly_for_one_who_may_write) {
  auto const dialogue = audited(users(), [](fetch::WireRequest const& request) {
    bool const is_preflight = request.method == "OPTIONS";
    auto reply = std::get<fetch::Answered>(
        lets_in([&](auto const& origin) { return is_preflight || is_trusted(origin); })(request));
    bool const is_stranger = !origin_of(request).empty() && !is_trusted(origin_of(request));
    reply.response.status = is_stranger && !is_preflight ? 403 : reply.response.status;
    return reply;
  });
  auto const& finding = dialogue.finding(Reason::preflight_permissive);
  EXPECT_EQ(finding.severity, audit::Severity::low);
  EXPECT_EQ(finding.confidence, explain::Confidence::likely);
}

TEST(AuditOfOrigins, tells_who_may_post_what_needs_leave) {
  auto target = users();
  target.preflight_method = "POST";
  auto const dialogue = audited(target, [](fetch::WireRequest const& request) {
    bool const is_preflight = request.method == "OPTIONS";
    return lets_in([&](auto const& origin) { return is_preflight || is_trusted(origin); })(request);
  });
  EXPECT_EQ(dialogue.finding(Reason::preflight_permissive).access, audit::Access::write);
  EXPECT_EQ(dialogue.finding(Reason::preflight_permissive).method, "POST");
}

TEST(AuditOfOrigins, without_credentials_matters_less) {
  auto const with = lets_in([](auto const&) { return true; });
  auto const dialogue = audited(users(), [&](fetch::WireRequest const& request) {
    auto reply = std::get<fetch::Answered>(with(request));
    reply.response.headers.remove("access-control-allow-credentials");
    return reply;
  });
  auto const& finding = dialogue.finding(Reason::origin_reflected);
  EXPECT_FALSE(finding.is_credentialed);
  EXPECT_EQ(finding.severity, audit::Severity::low);
  EXPECT_EQ(audit::rule_id(finding), "origin-reflected.plain");
}

TEST(AuditOfOrigins, tells_who_may_write_without_reading) {
  auto const dialogue = audited(users(), [](fetch::WireRequest const& request) {
    bool const is_preflight = request.method == "OPTIONS";
    return lets_in([&](auto const& origin) { return is_preflight || is_trusted(origin); })(request);
  });
  EXPECT_EQ(dialogue.ids(), std::vector<std::string>{"preflight-permissive"});
  EXPECT_EQ(dialogue.verdict.findings.front().access, audit::Access::write);
  EXPECT_EQ(dialogue.verdict.findings.front().method, "PUT");
}

TEST(AuditOfOrigins, counts_an_error_for_little) {
  auto const with = lets_in([](auto const&) { return true; });
  auto const dialogue = audited(users(), [&](fetch::WireRequest const& request) {
    auto reply = std::get<fetch::Answered>(with(request));
    reply.response.status = request.method == "OPTIONS" ? 204 : 401;
    return reply;
  });
  EXPECT_EQ(dialogue.ids(), std::vector<std::string>{"origin-reflected-error-only"});
}

TEST(AuditOfOrigins, says_nothing_where_nobody_answered) {
  auto const dialogue = audited(users(), [](auto const&) { return fetch::Failed{}; });
  EXPECT_FALSE(dialogue.verdict.is_audited);
  EXPECT_EQ(dialogue.evidence.size(), 1U);
  EXPECT_TRUE(dialogue.verdict.findings.empty());
}

TEST(AuditOfOrigins, takes_hanging_up_on_line_breaks_for_an_answer) {
  auto const sound = lets_in(is_trusted);
  struct Row {
    std::string name;
    fetch::Failed failed;
    std::size_t unanswered;
  };
  Row const rows[] = {
      {.name = "the server hung up", .failed = {.failure = fetch::NetworkFailure::empty_answer}, .unanswered = 0},
      {.name = "it was reset",
       .failed = {.failure = fetch::NetworkFailure::connection_failed, .detail = "connection reset"},
       .unanswered = 0},
      {.name = "nobody answered", .failed = {.failure = fetch::NetworkFailure::timed_out}, .unanswered = 3},
      {.name = "it was not asked", .failed = {}, .unanswered = 3},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    auto const result =
        audited(users(), [&](fetch::WireRequest const& request) -> std::variant<fetch::Answered, fetch::Failed> {
          auto const names = request.headers.get("access-control-request-headers");
          bool const is_preflight = names && names->view().find("%0d") != std::string_view::npos;
          bool const has_break = origin_of(request).find_first_of("\r%") != std::string::npos;
          bool const is_injection = origin_of(request).find("X-Corsage") != std::string::npos && has_break;
          if (is_preflight || is_injection) {
            return row.failed;
          }
          return sound(request);
        });
    EXPECT_TRUE(result.verdict.is_audited);
    EXPECT_EQ(result.verdict.unanswered.size(), row.unanswered);
  }
}

TEST(AuditOfOrigins, are_judged_where_only_preflights_are_not_answered) {
  auto const dialogue =
      audited(users(), [](fetch::WireRequest const& request) -> std::variant<fetch::Answered, fetch::Failed> {
        if (request.method == "OPTIONS") {
          return fetch::Failed{.failure = fetch::NetworkFailure::connection_failed, .detail = "reset"};
        }
        return lets_in([](auto const&) { return true; })(request);
      });
  EXPECT_EQ(dialogue.ids().front(), "origin-reflected");
  EXPECT_TRUE(dialogue.verdict.is_audited);
  EXPECT_FALSE(dialogue.verdict.unanswered.empty());
}

}  // namespace
}  // namespace corsage::test
