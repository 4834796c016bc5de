#pragma once

#include <string>
#include <string_view>

#include "corsage/audit/audited.hpp"
#include "corsage/formats/audit_writer.hpp"

/// A run of audits made by hand, for what writes it down.
namespace corsage::test {

inline audit::Run sample_run() {
  return {.version = "1.2.3",
          .started = "2026-11-23T10:00:00Z",
          .options = {{"--trusted-origin", "https://app.test"}, {"--header", "Authorization: ***"}},
          .anchor = {.source = "corsage.toml", .line = 1}};
}

inline audit::Asked sample_asked(audit::ProbeKind kind, std::string method, std::string origin,
                                 http::HeaderList const& answer) {
  http::HeaderList headers{{"Origin", origin}};
  if (method == "GET") {
    headers.append("Authorization", "Bearer sesame");
  }
  return {.probe = {.kind = kind,
                    .origin = std::move(origin),
                    .request = {.method = std::move(method),
                                .url = url::Url::parse("https://me:sesame@api.test/users?key=sesame").value(),
                                .headers = headers}},
          .answer = fetch::Answered{.response = {.status = 200, .headers = answer}}};
}

/// A resource with a finding of each standing and category; `value` is a header's in the answers, and a finding's.
inline audit::Audited sample_audited(std::string const& value = "https://a.test/") {
  using audit::ProbeKind;
  using trace::Reason;
  audit::Audited audited{
      .target = {.url = url::Url::parse("https://me:sesame@api.test/users?key=sesame").value(),
                 .trusted_origins = {url::Origin::parse("https://app.test").value()},
                 .word = "x"},
      .place = {.source = "./cors/my urls.txt",
                .line = 12,
                .column = 3,
                .length = 9,
                .text = "\u00FC https://me:sesame@api.test/users?key=sesame"},
      .evidence = {sample_asked(ProbeKind::trusted, "GET", "https://app.test", {{"X-Value", value}}),
                   sample_asked(ProbeKind::stranger, "GET", "https://x.test",
                                {{"X-Value", value}, {"x-value", value}, {"Set-Cookie", "id=sesame; Secure"}}),
                   sample_asked(ProbeKind::preflight_of_trusted, "OPTIONS", "https://app.test", {})}};
  audited.verdict.findings = {
      {.reason = Reason::origin_reflected,
       .severity = audit::Severity::high,
       .is_credentialed = true,
       .access = audit::Access::read,
       .values = {"https://x.test", value},
       .probe = 1,
       .control = 0,
       .senders = {.firefox = false},
       .cookies_sent = {"id"},
       .cookies_withheld = {"lax"}},
      {.reason = Reason::acao_invalid,
       .variant = "trailing-slash",
       .severity = audit::Severity::medium,
       .values = {value}},
      {.reason = Reason::vary_origin_missing, .severity = audit::Severity::low},
      {.reason = Reason::null_origin, .severity = audit::Severity::low, .probe = 1},
      {.reason = Reason::origin_localhost, .severity = audit::Severity::high, .is_credentialed = true, .probe = 1}};
  audited.verdict.fingerprints = {{.product = "nginx", .platform = "nginx", .signal = "Server: nginx"}};
  audited.verdict.platform = "nginx";
  audited.verdict.fix = policy::Config{.origins = {"https://app.test"}, .credentials = true};
  audited.standings = {audit::Standing::counts, audit::Standing::counts, audit::Standing::counts,
                       audit::Standing::in_baseline, audit::Standing::ignored};
  audited.reasons_to_ignore = {"", "", "", "", "only our own pages"};
  return audited;
}

/// A resource that nobody answered for, named on the command line.
inline audit::Audited sample_unreachable() {
  auto audited = sample_audited();
  audited.place = {};
  audited.evidence.resize(1);
  audited.evidence[0].answer = fetch::Failed{.failure = fetch::NetworkFailure::timed_out,
                                             .detail = "nothing from https://me:sesame@api.test/ in 10 s"};
  audited.verdict = {.findings = {}, .unanswered = {0}, .is_audited = false};
  audited.standings = {};
  audited.reasons_to_ignore = {};
  return audited;
}

inline audit::Summary sample_summary() {
  return {.targets = 2,
          .audited = 1,
          .requests = 4,
          .findings = {0, 1, 1, 1},
          .in_baseline = 1,
          .ignored = 1,
          .missed = {{.url = "https://***@api.test/users?key=***", .why = "timed out", .is_told = true}},
          .missed_in_all = 3,
          .milliseconds = 1500};
}

/// What the writer makes of the two resources.
inline std::string written(formats::AuditWriter& writer, audit::Audited const& audited = sample_audited()) {
  std::string text;
  writer.begin(sample_run(), text);
  writer.add(audited, text);
  writer.add(sample_unreachable(), text);
  writer.end(sample_summary(), text);
  return text;
}

}  // namespace corsage::test
