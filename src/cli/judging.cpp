#include "judging.hpp"

#include <cstddef>
#include <optional>

#include "corsage/explain/fingerprint.hpp"

namespace corsage::cli {
namespace {

/// Of a body its beginning says enough.
constexpr std::size_t most_body_bytes = 1 << 20;

bool is_unreached(explain::Diagnosis const& diagnosis) {
  auto const& journal = diagnosis.run.journal;
  return !journal.empty() && journal.back().failed() != nullptr;
}

}  // namespace

transport::Options network_of_judges(NetworkOptions const& options) {
  return head_options(options, most_body_bytes);
}

std::vector<Judge> judges(fetch::Profile const* chosen) {
  if (chosen != nullptr) {
    return {{.profile = chosen, .rules = chosen}};
  }
  std::vector<Judge> all;
  for (auto const* const profile : fetch::all_profiles()) {
    all.push_back({.profile = profile, .rules = profile});
  }
  return all;
}

void judge(std::span<Judge const> judges, explain::Interests const& interests, fetch::Responder const& responder,
           report::Why& why) {
  why.judgements.clear();
  for (auto const& one : judges) {
    why.judgements.push_back({.profile = one.profile, .diagnosis = {}});
  }
  // What is sent only once is sent as a browser sends it.
  for (bool const is_turn_of_standard : {false, true}) {
    for (std::size_t i = 0; i < judges.size(); ++i) {
      if ((judges[i].profile == &fetch::spec_profile()) == is_turn_of_standard) {
        auto environment = why.environment;
        environment.profile = judges[i].rules;
        explain::diagnose(why.request, environment, interests, responder, why.judgements[i].diagnosis);
      }
    }
  }
}

void judge(std::span<Judge const> judges, explain::Interests const& interests, Witness& witness, report::Why& why) {
  judge(
      judges, interests,
      [&witness](fetch::WireRequest const& request) { return std::optional(witness.answer(request)); }, why);
  for (auto& judgement : why.judgements) {
    mark_estimates(witness, judgement.diagnosis);
  }
}

void recognise(fetch::Journal const& answers, platforms::Platform const* chosen, report::Why& why) {
  why.fingerprints = explain::recognise(answers);
  why.platform = chosen != nullptr ? chosen : platforms::platform_named(explain::platform_of(why.fingerprints));
}

fetch::Journal evidence(explain::Diagnosis const& diagnosis) {
  auto journal = diagnosis.run.journal;
  journal.insert(journal.end(), diagnosis.beyond.begin(), diagnosis.beyond.end());
  return journal;
}

ExitStatus status_of(report::Why const& why, Witness const& witness) {
  auto const& run = report::leading(why).diagnosis.run;
  if (is_unreached(report::leading(why).diagnosis)) {
    return ExitStatus::unreachable;
  }
  if (run.outcome.verdict == fetch::Verdict::undetermined || is_estimate(witness, run)) {
    return ExitStatus::undetermined;
  }
  return run.outcome.verdict == fetch::Verdict::blocked ? ExitStatus::blocked : ExitStatus::allowed;
}

}  // namespace corsage::cli
