#include "corsage/explain/diagnosis.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "cause.hpp"
#include "findings.hpp"
#include "fix.hpp"
#include "repair.hpp"

namespace corsage::explain {
namespace {

using fetch::Verdict;

/// More causes than any fetch has; a bound for hostile input.
constexpr std::size_t most_causes = 512;

/// Whether redirects have led back to a URL that this fetch was answered for already, in the same way: behind it is nothing
/// new, however often it turns.
bool is_told_already(Diagnosis const& diagnosis, Cause const& cause) {
  auto const* const exchange = exchange_of(diagnosis, cause);
  return std::ranges::any_of(diagnosis.causes, [&](Cause const& told) {
    if (told.reason != cause.reason || told.leg != cause.leg || told.arguments != cause.arguments) {
      return false;
    }
    auto const* const earlier = exchange_of(diagnosis, told);
    return exchange == earlier ||
           (exchange != nullptr && earlier != nullptr && exchange->request.url == earlier->request.url);
  });
}

/// Takes over the exchanges that the last run added, before anything of them is edited.
void keep_evidence(Diagnosis& diagnosis) {
  auto const known = diagnosis.run.journal.size() + diagnosis.beyond.size();
  for (auto i = known; i < diagnosis.repaired.journal.size(); ++i) {
    diagnosis.beyond.push_back(diagnosis.repaired.journal[i]);
  }
}

/// The repair loop: each turn repairs the cause that ended the last run, and runs again. True when a policy mends it all.
bool repair_all(fetch::Request const& request, fetch::Environment const& environment, fetch::Responder const& responder,
                fetch::PreflightCache const& cache, Diagnosis& diagnosis) {
  auto& repaired = diagnosis.repaired;
  bool is_policy_enough = true;
  while (diagnosis.causes.size() < most_causes) {
    auto const remedy = repair(diagnosis.causes.back(), request, repaired.journal);
    if (remedy == Remedy::none) {
      return false;
    }
    is_policy_enough = is_policy_enough && remedy == Remedy::policy;
    repaired.cache = cache;
    fetch::fetch(request, environment, 0, repaired, responder);
    keep_evidence(diagnosis);
    if (repaired.outcome.verdict != Verdict::blocked) {
      return is_policy_enough && repaired.outcome.verdict == Verdict::allowed;
    }
    auto cause = cause_of(repaired.trace, *repaired.trace.block());
    if (is_told_already(diagnosis, cause)) {
      return false;
    }
    diagnosis.causes.push_back(std::move(cause));
  }
  return false;
}

}  // namespace

fetch::Exchange const* exchange_of(Diagnosis const& diagnosis, Cause const& cause) {
  if (cause.exchange < 0) {
    return nullptr;
  }
  auto const index = static_cast<std::size_t>(cause.exchange);
  auto const& first = diagnosis.run.journal;
  if (index < first.size()) {
    return &first[index];
  }
  return index - first.size() < diagnosis.beyond.size() ? &diagnosis.beyond[index - first.size()] : nullptr;
}

void diagnose(fetch::Request const& request, fetch::Environment const& environment, Interests const& interests,
              fetch::Responder const& responder, Diagnosis& diagnosis) {
  auto& run = diagnosis.run;
  fetch::PreflightCache const cache = run.cache;
  diagnosis.beyond.clear();
  diagnosis.causes.clear();
  diagnosis.findings.clear();
  diagnosis.fix.reset();
  fetch::fetch(request, environment, 0, run, responder);
  if (run.outcome.verdict == Verdict::blocked) {
    diagnosis.causes.push_back(cause_of(run.trace, *run.trace.block()));
  }
  if (diagnosis.causes.empty() || !can_be_repaired(diagnosis.causes.front().reason)) {
    diagnosis.repaired.clear();
  } else {
    // Over the last case's exchanges, whose memory it takes.
    diagnosis.repaired.journal = run.journal;
    if (repair_all(request, environment, responder, cache, diagnosis)) {
      if (auto policy = policy_of(request, environment, interests, diagnosis)) {
        diagnosis.fix = Fix{.policy = *std::move(policy), .proved = true};
      }
    }
  }
  find_all(request, environment, interests, diagnosis);
}

}  // namespace corsage::explain
