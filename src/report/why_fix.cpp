#include <algorithm>
#include <array>
#include <string_view>

#include "code_lines.hpp"
#include "corsage/base/bytes.hpp"
#include "corsage/url/origin.hpp"
#include "why_sections.hpp"

#include <fmt/format.h>

namespace corsage::report {
namespace {

using trace::Reason;

/// What was recognised: first what explains the cause, then the other products in one line.
void add_product(TerminalText& text, Why const& why) {
  std::vector<std::string_view> told;
  std::string others;
  for (auto const& fingerprint : why.fingerprints) {
    if (!fingerprint.meaning.empty()) {
      auto const how_sure = fingerprint.confidence == explain::Confidence::certain ? "This is" : "This looks like";
      text.paragraph(
          {{fmt::format("{} {} ({}). {}", how_sure, fingerprint.product, fingerprint.signal, fingerprint.meaning)}},
          {.columns = 2});
    } else if (std::ranges::find(told, fingerprint.product) == told.end()) {
      others += fmt::format("{}{} ({})", others.empty() ? "" : ", ", fingerprint.product, fingerprint.signal);
    }
    told.push_back(fingerprint.product);
  }
  if (!others.empty()) {
    text.paragraph({{fmt::format("Recognised: {}.", others)}}, {.columns = 2});
  }
  text.blank();
}

/// The origins whose answers the causes are about, those of the whole way where there is no cause.
std::vector<std::string> origins_to_mend(explain::Diagnosis const& diagnosis) {
  std::vector<std::string> origins;
  for (auto const& cause : diagnosis.causes) {
    auto const* const exchange = exchange_of(diagnosis, cause);
    if (exchange == nullptr) {
      continue;
    }
    auto const origin = std::string(url::Origin::of(exchange->request.url).serialized());
    if (std::ranges::find(origins, origin) == origins.end()) {
      origins.push_back(origin);
    }
  }
  return origins;
}

/// What is to be copied, and where redirects leave a choice, whose answers it is for.
void add_place(TerminalText& text, explain::Diagnosis const& diagnosis) {
  auto const origins = origins_to_mend(diagnosis);
  bool const was_redirected = std::ranges::any_of(diagnosis.causes, [](auto const& cause) { return cause.hop > 0; });
  auto const place = was_redirected || origins.size() > 1 ? ", for the answers of " + enumerated(origins) : "";
  text.paragraph({{fmt::format("The lines to copy{}:", place), Role::strong}}, {.columns = 2});
  text.blank();
}

/// Causes that a word in the page mends, more simply than the server can.
bool is_mended_in_the_page(Why const& why, Reason reason) {
  return reason == Reason::preflight_redirected ||
         (reason == Reason::method_not_allowed && is_patch_in_lower_case(why.request.method));
}

bool is_any(Reason /*reason*/) {
  return true;
}

/// Findings that come before any header: what the block hides may be all that is wrong.
bool comes_first(Reason reason) {
  constexpr std::array first{Reason::error_status_hidden, Reason::login_redirect_hidden, Reason::cached_answer};
  return std::ranges::find(first, reason) != first.end();
}

bool is_withheld(Reason reason) {
  auto const severity = trace::text(reason).severity;
  return severity == trace::Severity::hidden || severity == trace::Severity::warning;
}

/// What is withheld from the page although the policy is kept.
bool is_withheld_besides(Reason reason) {
  constexpr std::array by_policy{Reason::response_header_not_exposed, Reason::vary_origin_missing,
                                 Reason::authorization_wildcard_deprecated};
  return is_withheld(reason) && std::ranges::find(by_policy, reason) == by_policy.end();
}

/// What the policy leaves open: findings that it does not mend.
void add_what_is_withheld(TerminalText& text, Why const& why) {
  auto const findings = shared_findings(why);
  bool const is_more =
      std::ranges::any_of(findings, [](Shared const& finding) { return is_withheld_besides(finding.cause.reason); });
  if (!is_more) {
    return;
  }
  text.blank();
  text.paragraph({{"Besides these headers:", Role::strong}}, {.columns = 2});
  text.blank();
  add_advice(text, why, findings, is_withheld_besides);
}

/// What the policy leaves open: causes of judgements that no policy mends.
void add_what_is_left(TerminalText& text, Why const& why) {
  auto left = shared_causes(why);
  std::erase_if(left, [](Shared const& shared) { return shared.judgement->diagnosis.fix.has_value(); });
  if (left.empty()) {
    return;
  }
  text.blank();
  text.paragraph({{"Headers do not mend what follows:", Role::strong}}, {.columns = 2});
  text.blank();
  add_advice(text, why, left, is_any);
}

/// What the page can do instead of all that follows.
void add_simpler_ways(TerminalText& text, Why const& why) {
  auto causes = shared_causes(why);
  std::erase_if(causes, [](Shared const& shared) { return !shared.judgement->diagnosis.fix.has_value(); });
  add_advice(text, why, causes, [&why](Reason reason) { return is_mended_in_the_page(why, reason); });
}

/// The browsers that need no fix, as the end of a sentence.
std::string allowed_already(Why const& why) {
  auto const names = names_with(why, fetch::Verdict::allowed);
  return names.empty() ? "."
                       : fmt::format("; {} {} it as it is.", enumerated(names), names.size() == 1 ? "allows" : "allow");
}

void add_proof(TerminalText& text, Why const& why, WrittenFix const& written) {
  auto const names = names_where(why, [&written](Judgement const& judgement) {
    auto const& fix = judgement.diagnosis.fix;
    return fix && fix->proved && fix->policy == written.judgement->diagnosis.fix->policy;
  });
  text.blank();
  if (names.empty()) {
    text.paragraph({{"Likely, not proved:", Role::warning},
                    {fmt::format(" the answer to {} was estimated by a GET. With --send-unsafe the fix is proved.",
                                 visible(why.request.method))}},
                   {.first = {{std::string(text.sign(Sign::warning)) + " ", Role::warning}}, .columns = 2});
    return;
  }
  bool const is_whole = unmended_preflight(written) == nullptr;
  auto const role = is_whole ? Role::good : Role::warning;
  text.paragraph(
      {{is_whole ? "Proved:" : "Proved but for the preflight's status:", role},
       {fmt::format(" the same fetch, replayed over the server's recorded answers with these headers{}, is "
                    "allowed by {}{}",
                    is_whole ? "" : " and a preflight that succeeds", enumerated(names), allowed_already(why))}},
      {.first = {{std::string(text.sign(is_whole ? Sign::pass : Sign::warning)) + " ", role}}, .columns = 2});
}

/// Why the lines are not for the platform that was asked for.
void add_what_is_not_said(TerminalText& text, Why const& why, WrittenFix const& fix) {
  if (fix.not_said.empty()) {
    return;
  }
  auto const subjects = text.cut(enumerated(fix.not_said), text.look().width * most_lines_of_value);
  auto const then = fix.nearest.text.empty() ? "corsage writes no header lines with it, either."
                                             : "So these are the header lines themselves.";
  text.paragraph({{fmt::format("{} cannot say this fix:", why.platform->name), Role::warning},
                  {fmt::format(" {}. {}", subjects, then)}},
                 {.columns = 2});
  text.blank();
}

/// Where no policy is the fix: what each cause, or each thing that is withheld, needs.
void add_what_to_do(TerminalText& text, Why const& why) {
  auto const causes = shared_causes(why);
  auto const findings = shared_findings(why);
  bool const has_advice = !causes.empty() || std::ranges::any_of(findings, [](Shared const& finding) {
    return is_withheld(finding.cause.reason) || comes_first(finding.cause.reason);
  });
  if (!has_advice && !has_lost_body(why, leading(why).diagnosis)) {
    return;
  }
  text.heading("What to do");
  add_product(text, why);
  add_lost_body(text, why, leading(why).diagnosis);
  add_advice(text, why, findings, comes_first);
  add_advice(text, why, causes, is_any);
  add_advice(text, why, findings, is_withheld);
}

}  // namespace

void add_fix(TerminalText& text, Why const& why) {
  auto const fix = written_fix(why);
  if (!fix) {
    add_what_to_do(text, why);
    return;
  }
  auto const& diagnosis = fix->judgement->diagnosis;
  text.heading(fmt::format("The fix, for {}", fix->platform->name));
  add_product(text, why);
  add_advice(text, why, shared_findings(why), comes_first);
  add_simpler_ways(text, why);
  add_what_is_not_said(text, why, *fix);
  if (fix->nearest.text.empty()) {
    return;
  }
  add_place(text, diagnosis);
  add_code(text, fix->nearest.text);
  add_proof(text, why, *fix);
  add_warnings(text, why, *fix);
  add_lost_body(text, why, diagnosis);
  add_what_is_left(text, why);
  add_what_is_withheld(text, why);
}

}  // namespace corsage::report
