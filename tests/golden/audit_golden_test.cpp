// A run of audits as people see it, over servers that are functions: no network.

#include <array>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "corsage/audit/audited.hpp"
#include "corsage/report/audit_writers.hpp"
#include "dialogue.hpp"
#include "golden.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace corsage::report {
namespace {

audit::Target target(std::string_view url) {
  auto target = test::users();
  target.url = *url::Url::parse(url);
  return target;
}

audit::Audited audited(audit::Target target, test::Server const& server, std::size_t line) {
  auto dialogue = test::audited(target, server);
  audit::Audited audited{.target = std::move(target),
                         .place = {.source = "urls.txt", .line = line},
                         .evidence = std::move(dialogue.evidence),
                         .verdict = std::move(dialogue.verdict)};
  audited.standings.assign(audited.verdict.findings.size(), audit::Standing::counts);
  audited.reasons_to_ignore.assign(audited.verdict.findings.size(), "");
  return audited;
}

/// What many tutorials say: the origin is sent back, errors go bare, and another layer answers the preflight.
test::Server reflecting() {
  return [](fetch::WireRequest const& request) {
    bool const is_missing = request.url.path().find("corsage-") != std::string_view::npos;
    auto answered = test::answer(is_missing ? 404 : 200, {"Server: nginx"});
    auto& headers = answered.response.headers;
    headers.append("Set-Cookie", "session=3f1c; SameSite=None; Secure; HttpOnly");
    headers.append("Set-Cookie", "theme=dark; SameSite=Lax");
    if (auto const origin = test::origin_of(request); !origin.empty() && !is_missing) {
      headers.append("Access-Control-Allow-Origin", origin);
      headers.append("Access-Control-Allow-Credentials", "true");
    }
    if (request.method == "OPTIONS") {
      headers.append("Access-Control-Allow-Methods", "*");
      headers.append("Access-Control-Allow-Headers", "*");
    }
    return answered;
  };
}

/// An answer whose every value tries to get out of the report.
test::Server hostile() {
  return [](fetch::WireRequest const& request) {
    auto answered = test::answer(200, {"Vary: Origin"});
    answered.response.reason_phrase = "OK\x1B[2J</pre><script>alert(1)</script>";
    auto& headers = answered.response.headers;
    headers.append("Access-Control-Allow-Origin",
                   "https://\xE2\x80\xAE.example\x1B]0;x\x07<img src=x>|``` [a](http://b)");
    headers.append("Access-Control-Allow-Credentials",
                   "true\x9B"
                   "31m");
    headers.append("Set-Cookie", "session=3f1c9a; Secure; SameSite=None");
    headers.append("Access-Control-Allow-Methods", request.method);
    return answered;
  };
}

/// A run with one target of each kind.
std::vector<audit::Audited> run() {
  auto const prefix =
      test::lets_in([](std::string const& origin) { return origin.starts_with("https://app.example.com"); });
  auto const exact = test::lets_in([](std::string const& origin) { return origin == "https://app.example.com"; });
  auto const dots = test::lets_in([](std::string const& origin) {
    return origin == "https://app.example.com" || origin == "https://appxexample.com" || origin == "null";
  });
  std::vector<audit::Audited> all;
  all.push_back(audited(target("https://api.example.com/sound"), exact, 1));
  all.push_back(audited(target("https://api.example.com/users?token=secret"), prefix, 2));
  all.push_back(audited(target("https://api.example.com/profile"), reflecting(), 4));
  all.push_back(audited(target("https://api.example.com/hostile"), hostile(), 5));
  all.push_back(audited(target("https://api.example.com/dots"), dots, 6));
  all.push_back(audited(
      target("https://gone.example.com/"),
      [](fetch::WireRequest const&) {
        return fetch::Failed{.failure = fetch::NetworkFailure::connection_refused,
                             .detail = "\x1B[2JConnection refused"};
      },
      7));
  auto& ignored = all[1];
  if (!ignored.standings.empty()) {
    ignored.standings.back() = audit::Standing::ignored;
    ignored.reasons_to_ignore.back() = "known, until <b>June</b>";
  }
  return all;
}

audit::Summary summary_of(std::vector<audit::Audited> const& all) {
  audit::Summary summary{.targets = all.size(), .milliseconds = 1234};
  for (auto const& one : all) {
    summary.requests += one.evidence.size();
    if (!one.verdict.is_audited) {
      summary.missed.push_back(
          {.url = std::string(one.target.url.href()), .why = "connection-refused: \x1B[2JConnection refused"});
      ++summary.missed_in_all;
      continue;
    }
    ++summary.audited;
    for (std::size_t i = 0; i < one.verdict.findings.size(); ++i) {
      if (one.standings[i] == audit::Standing::ignored) {
        ++summary.ignored;
      } else {
        ++summary.findings[static_cast<std::size_t>(one.verdict.findings[i].severity)];
      }
    }
  }
  return summary;
}

std::string written(formats::AuditWriter& writer, std::vector<audit::Audited> const& all) {
  std::string text;
  writer.begin({.version = "1.0.0", .started = "2026-07-01T12:00:00Z"}, text);
  for (auto const& one : all) {
    writer.add(one, text);
  }
  writer.end(summary_of(all), text);
  return text;
}

TEST(AuditReport, is_written_as_blessed) {
  auto const all = run();
  for (auto const& form : audit_forms()) {
    SCOPED_TRACE(form.token);
    auto const writer = form.make({});
    test::expect_golden(fmt::format("audit/{}.txt", form.token), written(*writer, all));
  }
}

TEST(AuditReport, has_its_colours_and_its_narrow_form_as_blessed) {
  auto const all = run();
  struct Row {
    std::string name;
    Look look;
  };
  std::vector<Row> const rows{
      {.name = "coloured", .look = {.colors = Colors::ansi}},
      {.name = "narrow-ascii", .look = {.width = 60, .glyphs = Glyphs::ascii}},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    test::expect_golden(fmt::format("audit/text.{}.txt", row.name), written(*audit_text(row.look), all));
  }
}

}  // namespace
}  // namespace corsage::report
