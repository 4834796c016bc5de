#include "written_fix.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "corsage/base/bytes.hpp"
#include "corsage/formats/audit_fix.hpp"
#include "corsage/http/header_names.hpp"
#include "corsage/report/diagnostic_text.hpp"
#include "departure_words.hpp"
#include "why_sections.hpp"

#include <fmt/format.h>

namespace corsage::report {
namespace {

/// The first judgement whose fetch some policy lets through.
Judgement const* judgement_with_fix(Why const& why) {
  auto const& first = leading(why);
  if (first.diagnosis.fix) {
    return &first;
  }
  auto const found = std::ranges::find_if(
      why.judgements, [](Judgement const& judgement) { return judgement.diagnosis.fix.has_value(); });
  return found == why.judgements.end() ? nullptr : &*found;
}

/// Whether a preflight was made on the way: only then the server has to answer one.
platforms::Preflights preflights_of(explain::Diagnosis const& diagnosis) {
  auto const& run = diagnosis.repaired.journal.empty() ? diagnosis.run : diagnosis.repaired;
  bool const is_asked = std::ranges::any_of(
      run.journal, [](fetch::Exchange const& exchange) { return exchange.request.leg == trace::Leg::preflight; });
  return is_asked ? platforms::Preflights::answer : platforms::Preflights::leave;
}

/// The headers that a policy's lines set and that must not stand beside others of their name. Vary may.
std::vector<std::string_view> headers_of(policy::Config const& policy, platforms::Preflights preflights) {
  std::vector<std::string_view> names{http::header::access_control_allow_origin};
  auto const add = [&names](bool is_set, std::string_view name) {
    if (is_set) {
      names.push_back(name);
    }
  };
  bool const answers = preflights == platforms::Preflights::answer;
  add(policy.credentials, http::header::access_control_allow_credentials);
  add(!policy.response_headers.empty(), http::header::access_control_expose_headers);
  add(policy.timing, http::header::timing_allow_origin);
  add(answers && !policy.methods.empty(), http::header::access_control_allow_methods);
  add(answers && !policy.request_headers.empty(), http::header::access_control_allow_headers);
  add(answers && policy.max_age.has_value(), http::header::access_control_max_age);
  return names;
}

/// The answers of the URLs that the causes are about, those that are right as they are, too.
std::vector<fetch::Answered const*> answers_to_mend(explain::Diagnosis const& diagnosis) {
  std::vector<fetch::Answered const*> answers;
  for (auto const* const journal : {&diagnosis.run.journal, &diagnosis.beyond}) {
    for (auto const& exchange : *journal) {
      bool const is_mended = std::ranges::any_of(diagnosis.causes, [&](explain::Cause const& cause) {
        auto const* const concerned = exchange_of(diagnosis, cause);
        return concerned != nullptr && concerned->request.url == exchange.request.url;
      });
      if (auto const* const answered = exchange.answered(); answered != nullptr && is_mended) {
        answers.push_back(answered);
      }
    }
  }
  return answers;
}

/// The lines of answers that would stand beside the policy's.
std::vector<std::string> replaced_lines(explain::Diagnosis const& diagnosis,
                                        std::vector<std::string_view> const& headers, http::Secrets secrets) {
  constexpr std::size_t longest = 72;
  std::vector<std::string> lines;
  for (auto const* const answered : answers_to_mend(diagnosis)) {
    // What stands in one answer twice is told twice; the same in another answer is no news.
    auto const known = lines;
    for (auto const line : answered->response.headers) {
      bool const is_set = std::ranges::any_of(
          headers, [&line](std::string_view name) { return byte_case_insensitive_equal(line.name, name); });
      if (!is_set) {
        continue;
      }
      auto text = shortened(
          fmt::format("{}: {}", visible(line.name), visible(http::shown_value(line.name, line.value, secrets))),
          longest, "...");
      if (std::ranges::find(known, text) == known.end()) {
        lines.push_back(std::move(text));
      }
    }
  }
  return lines;
}

/// Of the URLs whose answers the causes are about.
std::vector<std::string> paths_of(explain::Diagnosis const& diagnosis, http::Secrets secrets) {
  std::vector<std::string> paths;
  for (auto const& cause : diagnosis.causes) {
    auto const* const exchange = exchange_of(diagnosis, cause);
    auto path = exchange == nullptr ? std::string() : http::shown_text(exchange->request.url.path(), secrets);
    if (!path.empty() && std::ranges::find(paths, path) == paths.end()) {
      paths.push_back(std::move(path));
    }
  }
  return paths;
}

platforms::Place place_of(explain::Diagnosis const& diagnosis, policy::Config const& policy, http::Secrets secrets) {
  auto const preflights = preflights_of(diagnosis);
  return {.preflights = preflights,
          .replaced = replaced_lines(diagnosis, headers_of(policy, preflights), secrets),
          .paths = paths_of(diagnosis, secrets)};
}

std::vector<std::string> subjects_of(Diagnostics const& mistakes) {
  std::vector<std::string> subjects;
  for (auto const& mistake : mistakes) {
    subjects.push_back(visible(mistake.value));
  }
  return subjects;
}

/// The causes that a platform leaves whose preflights get their status so.
bool is_left(platforms::PreflightStatus status, trace::Reason reason) {
  using platforms::PreflightStatus;
  using trace::Reason;
  bool const is_login = reason == Reason::preflight_needs_authentication;
  switch (status) {
    case PreflightStatus::own: return false;
    case PreflightStatus::own_unless_login_is_first: return is_login;
    case PreflightStatus::of_what_is_behind:
      return is_login || reason == Reason::preflight_status || reason == Reason::preflight_redirected;
  }
  return false;
}

std::string told_of_preflight(WrittenFix const& fix, int status) {
  return fix.platform->preflight_status == platforms::PreflightStatus::of_what_is_behind
             ? fmt::format(
                   "{} only adds headers to the preflight: the server behind it answers, with {} today, and "
                   "the page stays blocked until that server answers OPTIONS with a status of 200 to 299, "
                   "without a login or a redirect.",
                   fix.platform->name, status)
             : fmt::format(
                   "The preflight was answered with {}: where a login in front of {} refuses it, the page "
                   "stays blocked until OPTIONS is let through without one.",
                   status, fix.platform->name);
}

}  // namespace

fetch::Answered const* unmended_preflight(WrittenFix const& fix) {
  auto const& diagnosis = fix.judgement->diagnosis;
  for (auto const& cause : diagnosis.causes) {
    auto const* const exchange = exchange_of(diagnosis, cause);
    if (exchange != nullptr && is_left(fix.platform->preflight_status, cause.reason)) {
      return exchange->answered();
    }
  }
  return nullptr;
}

std::optional<WrittenFix> written_fix(Why const& why) {
  auto const* const judgement = judgement_with_fix(why);
  if (judgement == nullptr) {
    return std::nullopt;
  }
  auto const policy = formats::shown(judgement->diagnosis.fix->policy, why.secrets);
  auto const place = place_of(judgement->diagnosis, policy, why.secrets);
  WrittenFix fix{.judgement = judgement, .platform = why.platform};
  auto nearest = render_nearest(*fix.platform, policy, place);
  if (!nearest) {
    fix.not_said = subjects_of(nearest.error());
    fix.platform = platforms::platform_named("any");
    nearest = render_nearest(*fix.platform, policy, place);
  }
  if (nearest) {
    fix.nearest = *std::move(nearest);
  }
  return fix;
}

std::vector<Advice> warnings_of(WrittenFix const& fix, http::Secrets secrets, Shorten const& shorten) {
  std::vector<Advice> warnings;
  if (auto const* const preflight = unmended_preflight(fix)) {
    warnings.push_back({.text = told_of_preflight(fix, preflight->response.status)});
  }
  for (auto const departure : fix.nearest.departures) {
    warnings.push_back({.text = told_of({.departure = departure,
                                         .platform = fix.platform,
                                         .wanted = &fix.judgement->diagnosis.fix->policy,
                                         .written = &fix.nearest.policy},
                                        shorten)});
  }
  for (auto& warning : told_of_access(fix, secrets, shorten)) {
    warnings.push_back(std::move(warning));
  }
  return warnings;
}

}  // namespace corsage::report
