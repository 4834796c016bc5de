#include "judge.hpp"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

#include "case.hpp"
#include "fix.hpp"
#include "judge_notices.hpp"
#include "plan.hpp"

namespace corsage::audit {
namespace {

/// Of those that tell of a server: the answers to what honest pages ask. One of each kind: the others tell the same.
fetch::Journal honest_exchanges(Case const& the_case) {
  fetch::Journal journal;
  for (auto const& number : {the_case.trusted, the_case.answers.first(ProbeKind::without_origin), the_case.preflight,
                             the_case.answers.first(ProbeKind::missing_resource)}) {
    if (number) {
      auto const& asked = the_case.answers[*number];
      journal.push_back({.request = asked.probe.request, .answer = asked.answer});
    }
  }
  return journal;
}

/// RFC 9112, section 2.2: a carriage return alone is no line break. Many servers, and more that stand before them, hang up on
/// who seems to break lines.
bool is_refused_by_hanging_up(Asked const& asked) {
  constexpr std::array kinds{ProbeKind::header_injection, ProbeKind::header_injection_by_return,
                             ProbeKind::header_injection_by_preflight};
  auto const& failed = *asked.failed();
  // What was not sent has no detail.
  bool const is_reset = failed.failure == fetch::NetworkFailure::connection_failed && !failed.detail.empty();
  return std::ranges::find(kinds, asked.probe.kind) != kinds.end() &&
         (is_reset || failed.failure == fetch::NetworkFailure::empty_answer);
}

void judge_answered(Case& the_case, Verdict& verdict) {
  judge_origins(the_case);
  judge_openness(the_case);
  judge_caching(the_case);
  judge_answers(the_case);
  judge_preflight(the_case);
  for (auto& finding : the_case.findings) {
    if (finding.variant.empty() && the_case.target.method != "GET") {
      finding.variant = the_case.target.method;
    }
  }
  std::ranges::sort(the_case.findings, [](Finding const& left, Finding const& right) {
    return std::tuple(right.severity, finding_text(left.reason), left.probe) <
           std::tuple(left.severity, finding_text(right.reason), right.probe);
  });
  verdict.findings = std::move(the_case.findings);
}

}  // namespace

Finding& add(Case& the_case, Found found) {
  auto const& row = *finding_text(found.reason);
  the_case.findings.push_back({.reason = found.reason,
                               .variant = std::move(found.variant),
                               .severity = row.plain,
                               .confidence = found.confidence,
                               .values = std::move(found.values),
                               .probe = found.probe,
                               .control = found.control});
  return the_case.findings.back();
}

Verdict judge(Target const& target, Evidence const& evidence) {
  Verdict verdict;
  for (std::size_t number = 0; number < evidence.size(); ++number) {
    if (evidence[number].failed() != nullptr && !is_refused_by_hanging_up(evidence[number])) {
      verdict.unanswered.push_back(number);
      verdict.is_audited = verdict.is_audited && !is_indispensable(evidence[number].probe.kind);
    }
  }
  Answers const answers(evidence);
  auto const trusted = trusted_answer(answers);
  if (!trusted || !answers.first(ProbeKind::preflight_of_trusted)) {
    verdict.is_audited = false;
  }
  if (!verdict.is_audited) {
    return verdict;
  }
  auto const is_its_preflight = [&](Asked const& asked) {
    return asked.probe.origin == answers[*trusted].probe.origin && asked.answered() != nullptr;
  };
  Case the_case{.target = target,
                .answers = answers,
                .trusted = trusted,
                .preflight = answers.first(ProbeKind::preflight_of_trusted, is_its_preflight)};
  judge_answered(the_case, verdict);
  auto const journal = honest_exchanges(the_case);
  verdict.fingerprints = explain::recognise(journal);
  verdict.platform = explain::platform_of(verdict.fingerprints);
  verdict.speaks_of_cors = speaks_of_cors(answers);
  verdict.notices = notices_of(the_case);
  verdict.fix = fix_of(the_case, verdict.findings);
  return verdict;
}

}  // namespace corsage::audit
