#include "audit_told.hpp"

#include <algorithm>

#include "corsage/base/joined.hpp"
#include "corsage/formats/audit_words.hpp"
#include "corsage/formats/curl_line.hpp"
#include "departure_words.hpp"
#include "why_sections.hpp"

#include <fmt/format.h>

namespace corsage::report {
namespace {

/// Of one line that is told: more of it proves no more.
constexpr std::size_t most_columns = 300;

/// Up to so many bytes are looked at for that.
constexpr std::size_t most_bytes = 4 * most_columns;

/// The first sentence.
std::string_view first_sentence(std::string_view text) {
  auto const end = text.find(". ");
  return end == std::string_view::npos ? text : text.substr(0, end + 1);
}

/// How it is mended, in a sentence: where the server was recognised whose own habit it is, in two.
std::string remedy_of(audit::Audited const& audited, audit::Finding const& finding) {
  std::string remedy(first_sentence(trace::text(finding.reason).fix));
  bool const is_of_nginx = finding.reason == trace::Reason::error_response_no_cors &&
                           std::ranges::find(audited.verdict.fingerprints, "nginx", &explain::Fingerprint::platform) !=
                               audited.verdict.fingerprints.end();
  return is_of_nginx ? remedy + " In nginx, end `add_header` with `always`." : remedy;
}

std::string id_of(audit::Finding const& finding) {
  auto const token = trace::to_string(finding.reason);
  return finding.variant.empty() ? std::string(token) : fmt::format("{} ({})", token, shown_line(finding.variant));
}

ToldFinding told(audit::Audited const& audited, audit::Finding const& finding, http::Secrets secrets) {
  auto const& asked = audited.evidence[finding.probe];
  ToldFinding told{.severity = finding.severity,
                   .id = id_of(finding),
                   .title = formats::title_of(finding),
                   .meaning = meaning_of(audited, finding, secrets),
                   .sent = lines_sent(asked, secrets),
                   .received = lines_received(asked, finding.reason, secrets),
                   .remedy = remedy_of(audited, finding),
                   .curl = visible(formats::curl_line(asked.probe.request, audited.target.curl_options, secrets))};
  if (finding.control) {
    told.control = control_line(audited.target, audited.evidence[*finding.control], secrets);
  }
  if (auto const* const text = audit::finding_text(finding.reason)) {
    told.precondition = text->precondition;
    told.weaknesses = joined(formats::weaknesses_of(*text));
  }
  return told;
}

std::string passed_over(audit::Finding const& finding, audit::Standing standing, std::string_view reason) {
  auto const* const why = standing == audit::Standing::ignored ? "ignored" : "in the baseline";
  auto const line = fmt::format("{} {}: {}", to_string(finding.severity), id_of(finding), why);
  return reason.empty() ? line : fmt::format("{}, {}", line, shown_line(reason));
}

/// What gave away the products whose configuration the fix is.
std::string recognised(audit::Verdict const& verdict) {
  std::string text;
  for (auto const& fingerprint : verdict.fingerprints) {
    text += fmt::format("{}{} ({})", text.empty() ? "" : ", ", fingerprint.product, fingerprint.signal);
  }
  return text;
}

std::optional<ToldFix> told_fix(audit::Audited const& audited, http::Secrets secrets) {
  auto fix = formats::audit_fix(audited, secrets);
  if (!fix) {
    return std::nullopt;
  }
  ToldFix told{.platform = fix->platform->name,
               .recognised = recognised(audited.verdict),
               .notes = std::move(fix->notes),
               .lines = std::move(fix->nearest.text)};
  auto const shorten = [](std::string text) { return shown_line(text); };
  for (auto const departure : fix->nearest.departures) {
    told.notes.push_back(told_of({.departure = departure,
                                  .platform = fix->platform,
                                  .wanted = &*audited.verdict.fix,
                                  .written = &fix->nearest.policy},
                                 shorten));
  }
  return told;
}

std::string place_of(SourceRange const& place) {
  return place.source.empty() ? std::string() : fmt::format("{}:{}", visible(place.source), place.line);
}

}  // namespace

std::string shown_line(std::string_view line) {
  return shortened(visible(line.substr(0, most_bytes)), most_columns, "...");
}

std::string counted(std::array<std::size_t, 4> const& findings) {
  std::string text;
  for (auto const severity :
       {audit::Severity::high, audit::Severity::medium, audit::Severity::low, audit::Severity::info}) {
    if (auto const count = findings[static_cast<std::size_t>(severity)]; count != 0) {
      text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count, to_string(severity));
    }
  }
  return text;
}

std::string outcome_of(audit::Summary const& summary) {
  auto const findings = counted(summary.findings);
  auto const without = summary.audited == 0 ? "nothing is known" : "no findings";
  return findings.empty() ? without : findings;
}

std::array<std::size_t, 4> counts_of(ToldTarget const& target) {
  std::array<std::size_t, 4> counts{};
  for (auto const& finding : target.findings) {
    ++counts[static_cast<std::size_t>(finding.severity)];
  }
  return counts;
}

std::string effort_of(audit::Summary const& summary) {
  return fmt::format("{} in {:.1f} s", counted(summary.requests, "request"),
                     static_cast<double>(summary.milliseconds) / 1000);
}

std::string reach_of(audit::Summary const& summary) {
  auto const text = fmt::format("{} audited", counted(summary.audited, "target"));
  return summary.missed_in_all == 0 ? text : fmt::format("{}; {} not, or not wholly", text, summary.missed_in_all);
}

std::string left_out_of(audit::Summary const& summary) {
  std::vector<std::string> parts;
  if (summary.in_baseline != 0) {
    parts.push_back(fmt::format("{} of the baseline", counted(summary.in_baseline, "finding")));
  }
  if (summary.ignored != 0) {
    parts.push_back(fmt::format("{} that the ignore file answers for", counted(summary.ignored, "finding")));
  }
  return parts.empty() ? std::string() : fmt::format("Left out: {}.", joined(parts));
}

std::string requests_of(ToldTarget const& target) {
  auto const requests = counted(target.requests, "request");
  return target.unanswered == 0 ? requests
                                : fmt::format("{} of {} answered", target.requests - target.unanswered, requests);
}

std::string nothing_found(ToldTarget const& target) {
  auto const requests = counted(target.requests, "request");
  auto const what = !target.is_known             ? "nothing is known"
                    : target.passed_over.empty() ? "nothing found"
                                                 : "nothing new found";
  return target.unanswered == 0 ? fmt::format("{} ({})", what, requests)
                                : fmt::format("{}, but {} of {} not answered", what, target.unanswered, requests);
}

std::size_t rank_of(ToldTarget const& target) {
  return target.findings.empty() ? (target.unanswered == 0 && target.is_known ? 0 : 1)
                                 : 2 + static_cast<std::size_t>(target.findings.front().severity);
}

ToldTarget told(audit::Audited const& audited, http::Secrets secrets) {
  auto const& verdict = audited.verdict;
  ToldTarget target{.url = shown_line(http::shown_url(audited.target.url.href(), secrets)),
                    .method = shown_line(audited.target.method),
                    .place = place_of(audited.place),
                    .requests = audited.evidence.size(),
                    .unanswered = verdict.unanswered.size()};
  for (std::size_t i = 0; i < verdict.findings.size(); ++i) {
    auto const& finding = verdict.findings[i];
    auto const standing = i < audited.standings.size() ? audited.standings[i] : audit::Standing::counts;
    if (standing == audit::Standing::counts) {
      target.findings.push_back(told(audited, finding, secrets));
    } else {
      auto const reason = i < audited.reasons_to_ignore.size() ? audited.reasons_to_ignore[i] : std::string();
      target.passed_over.push_back(passed_over(finding, standing, reason));
    }
  }
  for (auto const& notice : verdict.notices) {
    target.notices.push_back(shown_line(words(notice)));
    target.is_known = target.is_known && !is_of_the_unknown(notice);
  }
  if (!target.findings.empty()) {
    target.fix = told_fix(audited, secrets);
    target.is_fix_unknown = !target.fix && audited.target.trusted_origins.empty();
  }
  return target;
}

}  // namespace corsage::report
