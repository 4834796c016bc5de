#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "corsage.h"
#include "corsage/fetch/profile.hpp"
#include "corsage/formats/scenario_runner.hpp"
#include "corsage/report/error_line.hpp"
#include "guarded.hpp"
#include "texts.hpp"

struct corsage_predictor {
  corsage::formats::ScenarioRunner runner;
  std::string outcome = {};
};

namespace corsage::capi {
namespace {

corsage_verdict verdict_of(fetch::Verdict verdict) {
  switch (verdict) {
    case fetch::Verdict::allowed: return CORSAGE_VERDICT_ALLOWED;
    case fetch::Verdict::blocked: return CORSAGE_VERDICT_BLOCKED;
    case fetch::Verdict::undetermined: return CORSAGE_VERDICT_UNDETERMINED;
  }
  return CORSAGE_VERDICT_UNDETERMINED;
}

/// Fills the predictor's outcome.
corsage_verdict predict(corsage_predictor& predictor, std::string_view scenario) {
  constexpr std::size_t readable_behind = 0;
  predictor.outcome.clear();
  auto const verdict = predictor.runner.run(scenario, readable_behind, predictor.outcome);
  if (verdict) {
    return verdict_of(*verdict);
  }
  constexpr std::uint64_t only_line = 1;
  report::write_error_line(predictor.outcome, predictor.runner.id(), only_line, verdict.error());
  predictor.outcome.pop_back();
  return CORSAGE_VERDICT_NO_SCENARIO;
}

}  // namespace
}  // namespace corsage::capi

corsage_predictor* corsage_predictor_new(corsage_text profile) {
  using namespace corsage;
  return capi::guarded<corsage_predictor*>(nullptr, [&]() -> corsage_predictor* {
    auto const* const known = fetch::profile_named(capi::view_of(profile));
    if (known == nullptr) {
      return nullptr;
    }
    auto made = std::unique_ptr<corsage_predictor>(new corsage_predictor{.runner = formats::ScenarioRunner(*known)});
    // What simdjson makes when it is first used is made here: it cannot say that memory is out.
    capi::predict(*made, "{}");
    return made.release();
  });
}

void corsage_predictor_free(corsage_predictor* predictor) {
  delete predictor;
}

corsage_verdict corsage_predict(corsage_predictor* predictor, corsage_text scenario, corsage_text* outcome) {
  using namespace corsage;
  *outcome = {};
  return capi::guarded(CORSAGE_VERDICT_OUT_OF_MEMORY, [&] {
    auto const verdict = capi::predict(*predictor, capi::view_of(scenario));
    *outcome = capi::text_of(predictor->outcome);
    return verdict;
  });
}
