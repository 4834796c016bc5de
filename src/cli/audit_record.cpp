#include "audit_record.hpp"

#include <algorithm>
#include <utility>

#include "corsage/formats/audit_words.hpp"
#include "corsage/report/diagnostic_text.hpp"

#include <fmt/format.h>

namespace corsage::cli {
namespace {

constexpr std::size_t most_named = 1000;

/// What of the target is not known, and why. What was not sent is not told as if it had been.
std::string why_unknown(OngoingAudit const& ongoing, audit::Verdict const& verdict) {
  auto const all = ongoing.audit().evidence().size();
  auto const unsent = ongoing.unsent();
  auto const& why = ongoing.why_unanswered();
  auto const unanswered = verdict.unanswered.size() - std::min(unsent, verdict.unanswered.size());
  if (unsent == 0) {
    return verdict.is_audited ? fmt::format("{} of {} requests had no answer: {}", unanswered, all, why) : why;
  }
  if (unsent == all) {
    return fmt::format("not asked: {}", why);
  }
  return unanswered == 0
             ? fmt::format("{} of {} requests were not sent: {}", unsent, all, why)
             : fmt::format("{} of {} requests were not sent, and {} had no answer: {}", unsent, all, unanswered, why);
}

}  // namespace

void AuditRecord::add(OngoingAudit const& ongoing) {
  auto const& audit = ongoing.audit();
  audit::Audited audited{
      .target = audit.target(), .place = ongoing.place(), .evidence = audit.evidence(), .verdict = audit.verdict()};
  standing_.judge(audited);
  is_any_reached_ = is_any_reached_ || ongoing.is_reached();
  ++summary_.targets;
  auto const& notices = audited.verdict.notices;
  auto const unseen = std::ranges::find_if(notices, audit::is_of_the_unknown);
  bool const is_whole = formats::status_of(audited) == formats::AuditStatus::audited;
  bool const is_told = !is_whole;
  summary_.audited += is_whole ? 1 : 0;
  if (!audited.verdict.is_audited || !audited.verdict.unanswered.empty()) {
    miss({.url = shown(audited.target.url), .why = why_unknown(ongoing, audited.verdict), .is_told = is_told});
  } else if (unseen != notices.end()) {
    miss({.url = shown(audited.target.url), .why = words(*unseen), .is_told = is_told});
  }
  count(audited);
  outputs_.add(audited);
}

void AuditRecord::count(audit::Audited const& audited) {
  for (std::size_t i = 0; i < audited.verdict.findings.size(); ++i) {
    switch (audited.standings[i]) {
      case audit::Standing::counts:
        ++summary_.findings.at(static_cast<std::size_t>(audited.verdict.findings[i].severity));
        break;
      case audit::Standing::in_baseline: ++summary_.in_baseline; break;
      case audit::Standing::ignored: ++summary_.ignored; break;
    }
  }
}

void AuditRecord::leave_out(ListedUrl const& listed, std::string const& why) {
  ++summary_.targets;
  miss({.url = shown(listed.url), .why = why});
}

void AuditRecord::leave_unread(std::string const& list, std::string const& why) {
  miss({.url = list, .why = fmt::format("not read to its end: {}", why)});
}

void AuditRecord::leave_out(Diagnostics& mistakes) {
  for (auto const& mistake : mistakes) {
    auto const& place = mistake.range;
    auto const where = place.line == 0 ? std::string(place.source) : fmt::format("{}:{}", place.source, place.line);
    miss({.url = where, .why = report::diagnostic_message(mistake, run_.secrets)});
  }
  mistakes.clear();
}

void AuditRecord::miss(audit::Missed missed) {
  ++summary_.missed_in_all;
  missed.why = http::shown_text(missed.why, run_.secrets);
  if (summary_.missed.size() < most_named) {
    summary_.missed.push_back(std::move(missed));
  }
}

bool AuditRecord::has_failed() const {
  std::size_t bad = 0;
  for (auto severity = static_cast<std::size_t>(run_.fail_on); severity < summary_.findings.size(); ++severity) {
    bad += summary_.findings.at(severity);
  }
  return bad > 0;
}

}  // namespace corsage::cli
