#include <string>
#include <string_view>

#include "corsage/policy/compile.hpp"
#include "corsage/policy/diff.hpp"
#include "exhaustive/halves.hpp"
#include "unit/policy/small_world.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

/// What a difference between two policies says of its witness, held against a browser that gets both policies' answers.
namespace corsage::exhaustive {
namespace {

using policy::Change;
using policy::Difference;
using policy::Effect;

constexpr std::string_view unheard_of_header = "x-unheard-of";

/// The fetch of which the witness is a request.
Ask ask_of(policy::Witness const& witness) {
  Ask ask{.page = std::string(witness.headers.get("Origin")->view()),
          .credentials = witness.with_credentials ? fetch::CredentialsMode::include : fetch::CredentialsMode::omit};
  if (auto const method = witness.headers.get("Access-Control-Request-Method")) {
    ask.method = method->view();
  }
  if (auto const name = witness.headers.get("Access-Control-Request-Headers")) {
    // A Content-Type that pages need leave for, as they do for any value of the others.
    ask.headers.push_back({.name = std::string(name->view()), .value = "application/json"});
  }
  return ask;
}

struct Experience {
  bool is_allowed = false;
  bool reads_header = false;
  bool sees_timing = false;
};

Experience experience(policy::Policy const& promised, Ask const& ask, std::string_view header) {
  Upstream upstream;
  upstream.headers.append(header, "1");
  fetch::Run run;
  fetch::fetch(request_of(ask), environment_of(ask, fetch::spec_profile()), 0, run,
               [&](fetch::WireRequest const& request) {
                 policy::FoundIncoming const incoming(request.method, request.headers);
                 return answer_by(decide(promised, incoming.view()), upstream);
               });
  bool const is_allowed = run.outcome.verdict == fetch::Verdict::allowed;
  return {.is_allowed = is_allowed,
          .reads_header = is_allowed && run.outcome.readable.contains(header),
          .sees_timing = is_allowed && run.outcome.timing_allowed};
}

/// The header that pages may read by the one policy only.
std::string_view read_header(Difference const& difference) {
  std::string_view const name = difference.change == Change::gained ? difference.after : difference.before;
  return name == "*" ? unheard_of_header : name;
}

bool is_true_of_browsers(policy::Policy const& before, policy::Policy const& after, Difference const& difference) {
  auto const effect = effect_of(difference);
  auto const ask = ask_of(difference.witness);
  auto const header = effect == Effect::reading ? read_header(difference) : unheard_of_header;
  bool const is_gain = difference.change == Change::gained;
  auto const old_one = experience(before, ask, header);
  auto const new_one = experience(after, ask, header);
  switch (effect) {
    case Effect::verdict: return old_one.is_allowed != is_gain && new_one.is_allowed == is_gain;
    case Effect::reading: return old_one.reads_header != is_gain && new_one.reads_header == is_gain;
    case Effect::timing: return old_one.sees_timing != is_gain && new_one.sees_timing == is_gain;
    case Effect::answer: break;
  }
  policy::FoundIncoming const incoming(difference.witness.method, difference.witness.headers);
  return !is_same_answer(decide(before, incoming.view()), decide(after, incoming.view()));
}

RC_GTEST_PROP(DiffWitness, MeetsInABrowserWhatItsDifferenceSays, ()) {
  auto const config = *policy::small_world::policy_config();
  auto const before = policy::compile(config).value();
  auto const after = policy::compile(*policy::small_world::near(config)).value();
  for (auto const& difference : diff(before, after)) {
    RC_ASSERT(is_true_of_browsers(before, after, difference));
  }
}

}  // namespace
}  // namespace corsage::exhaustive
