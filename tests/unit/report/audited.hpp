#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "corsage/audit/audited.hpp"
#include "corsage/report/audit_writers.hpp"

/// Audits written by hand: what a writer makes of a finding needs no server.
namespace corsage::report {

/// An audit of the URL with one finding, shown by an answer with these lines.
inline audit::Audited audited_with(std::string_view url, audit::Finding finding,
                                   std::vector<http::HeaderList::Line> const& lines,
                                   std::string_view reason_phrase = {}) {
  audit::Audited audited{.target = {.url = *url::Url::parse(url), .word = "kqzvxw"}};
  audit::Asked asked{.probe = {.kind = audit::ProbeKind::stranger, .origin = "https://stranger.example"},
                     .answer = fetch::Answered{}};
  asked.probe.request = {.method = "GET", .url = audited.target.url};
  asked.probe.request.headers.append("origin", asked.probe.origin);
  asked.probe.request.headers.append("authorization", "Bearer hunter2");
  auto& response = std::get<fetch::Answered>(asked.answer).response;
  response.reason_phrase = reason_phrase;
  for (auto const& line : lines) {
    response.headers.append(line.name, line.value);
  }
  finding.control = 0;
  audited.evidence = {asked};
  audited.verdict.findings = {std::move(finding)};
  audited.standings = {audit::Standing::counts};
  audited.reasons_to_ignore = {""};
  return audited;
}

/// An audit in which nothing was found.
inline audit::Audited clean_audit(std::string_view url) {
  auto audited = audited_with(url, {}, {});
  audited.verdict.findings.clear();
  audited.standings.clear();
  return audited;
}

/// The whole report of these audits.
inline std::string report_of(formats::AuditWriter& writer, std::vector<audit::Audited> const& all,
                             audit::Summary const& summary = {}, http::Secrets secrets = http::Secrets::masked) {
  std::string text;
  writer.begin({.version = "1", .started = "2026-07-01T12:00:00Z", .secrets = secrets}, text);
  for (auto const& audited : all) {
    writer.add(audited, text);
  }
  writer.end(summary, text);
  return text;
}

}  // namespace corsage::report
