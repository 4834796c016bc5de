#include "corsage/report/why_text.hpp"

#include <algorithm>

#include "corsage/http/status.hpp"
#include "origin_difference.hpp"
#include "why_sections.hpp"

#include <fmt/format.h>

namespace corsage::report {
namespace {

using explain::Cause;
using fetch::Verdict;

bool is_standard(Judgement const& judgement) {
  return judgement.profile == &fetch::spec_profile();
}

/// The arguments that tell one cause from another of its kind. A value is what a browser made of the same bytes.
std::vector<std::pair<trace::ArgumentName, std::string>> telling_arguments(Cause const& cause) {
  auto arguments = cause.arguments;
  std::erase_if(arguments, [](auto const& argument) { return argument.first == trace::ArgumentName::value; });
  return arguments;
}

/// The same thing said of the same exchange: how it was found (the step) may differ.
bool is_same(Cause const& left, Cause const& right) {
  return left.reason == right.reason && left.leg == right.leg && left.hop == right.hop &&
         telling_arguments(left) == telling_arguments(right);
}

/// The browsers first, as people ask for them; the standard last.
std::vector<Judgement const*> in_order_of_names(Why const& why) {
  std::vector<Judgement const*> ordered;
  ordered.reserve(why.judgements.size());
  for (bool const is_last : {false, true}) {
    for (auto const& judgement : why.judgements) {
      if (is_standard(judgement) == is_last) {
        ordered.push_back(&judgement);
      }
    }
  }
  return ordered;
}

std::vector<Shared> shared(Why const& why, std::vector<Cause> explain::Diagnosis::* causes) {
  std::vector<Shared> all;
  auto const add = [&](Judgement const& judgement) {
    for (auto const& cause : judgement.diagnosis.*causes) {
      bool const is_known = std::ranges::any_of(all, [&](Shared const& other) { return is_same(other.cause, cause); });
      if (!is_known) {
        all.push_back({.cause = cause, .judgement = &judgement});
      }
    }
  };
  add(leading(why));
  std::ranges::for_each(why.judgements, add);
  for (auto& one : all) {
    for (auto const* const judgement : in_order_of_names(why)) {
      if (std::ranges::any_of(judgement->diagnosis.*causes,
                              [&](Cause const& cause) { return is_same(one.cause, cause); })) {
        one.names.emplace_back(name_of(*judgement->profile));
      }
    }
  }
  return all;
}

}  // namespace

Judgement const& leading(Why const& why) {
  auto const& all = why.judgements;
  auto const is_blocked_browser = [](Judgement const& judgement) {
    return !is_standard(judgement) && judgement.diagnosis.run.outcome.verdict == Verdict::blocked;
  };
  if (auto const found = std::ranges::find_if(all, is_blocked_browser); found != all.end()) {
    return *found;
  }
  auto const browser = std::ranges::find_if_not(all, is_standard);
  return browser == all.end() ? all.front() : *browser;
}

bool tells_same(Judgement const& left, Judgement const& right) {
  return left.diagnosis.run.outcome.verdict == right.diagnosis.run.outcome.verdict &&
         std::ranges::equal(left.diagnosis.causes, right.diagnosis.causes, is_same);
}

std::string counted(std::size_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

std::string shortened(std::string text, std::size_t columns, std::string_view ellipsis) {
  if (fitting_bytes(text, columns) == text.size()) {
    return text;
  }
  text.resize(fitting_bytes(text, columns - std::min(columns, display_width(ellipsis))));
  return text.append(ellipsis);
}

std::vector<Shared> shared_causes(Why const& why) {
  return shared(why, &explain::Diagnosis::causes);
}

std::vector<Shared> shared_findings(Why const& why) {
  return shared(why, &explain::Diagnosis::findings);
}

std::string_view name_of(fetch::Profile const& profile) {
  for (auto const browser : explain::all_browsers) {
    if (&explain::profile_of(browser) == &profile) {
      return to_string(browser);
    }
  }
  return "the standard";
}

std::vector<std::string> names_where(Why const& why, std::function<bool(Judgement const&)> const& condition) {
  std::vector<std::string> names;
  for (auto const* const judgement : in_order_of_names(why)) {
    if (condition(*judgement)) {
      names.emplace_back(name_of(*judgement->profile));
    }
  }
  return names;
}

std::vector<std::string> names_with(Why const& why, Verdict verdict) {
  return names_where(
      why, [verdict](Judgement const& judgement) { return judgement.diagnosis.run.outcome.verdict == verdict; });
}

bool is_estimate(Why const& why, fetch::Run const& run) {
  return why.is_estimated && std::ranges::any_of(run.journal, [&](fetch::Exchange const& exchange) {
           return why.is_estimated(exchange.request);
         });
}

std::optional<int> error_of_stand_in(Why const& why, fetch::Run const& run) {
  if (why.sends_unsafe_methods || !why.is_estimated || run.journal.empty() ||
      !why.is_estimated(run.journal.back().request)) {
    return std::nullopt;
  }
  auto const* const answered = run.journal.back().answered();
  return answered != nullptr && http::says_only_no_get(answered->response.status)
             ? std::optional(answered->response.status)
             : std::nullopt;
}

bool is_of_network(trace::Reason reason) {
  return reason >= trace::Reason::name_not_resolved && reason <= trace::Reason::empty_answer;
}

bool needs_null(Cause const& cause) {
  return argument(cause, trace::ArgumentName::expected) == "null";
}

std::string title_of(Cause const& cause) {
  // To a browser what has no origin's form is another origin, to people it is none.
  bool const names_none =
      cause.reason == trace::Reason::allow_origin_mismatch && is_no_origin(argument(cause, trace::ArgumentName::value));
  return std::string(trace::text(names_none ? trace::Reason::allow_origin_invalid : cause.reason).title);
}

std::string request_line(Why const& why) {
  return fmt::format("{} {}", visible(why.request.method), http::shown_url(why.request.url.href(), why.secrets));
}

std::string why_text(Why const& why, Look const& look) {
  TerminalText text(look);
  add_verdict(text, why);
  add_timeline(text, why);
  add_view_of_the_page(text, why);
  add_consoles(text, why);
  add_causes(text, why);
  add_fix(text, why);
  if (text.has_cut()) {
    text.blank();
    text.paragraph(
        {{fmt::format("Long values are cut at {}: --json has all of them.", text.sign(Sign::ellipsis)), Role::faint}});
  }
  auto answer = text.str();
  while (answer.ends_with("\n\n")) {
    answer.pop_back();
  }
  return answer;
}

}  // namespace corsage::report
