#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "corsage/base/result.hpp"
#include "corsage/explain/diagnosis.hpp"
#include "corsage/fetch/outcome.hpp"
#include "corsage/fetch/profile.hpp"
#include "corsage/formats/scenario.hpp"

namespace corsage::formats {

/// Predicts what a page gets: a scenario in, an outcome out, both JSON. It keeps its memory from one to the next, and
/// nothing else.
class ScenarioRunner {
 public:
  explicit ScenarioRunner(fetch::Profile const& profile);
  ~ScenarioRunner() = default;
  ScenarioRunner(ScenarioRunner const&) = delete;
  ScenarioRunner& operator=(ScenarioRunner const&) = delete;

  /// Appends the outcome, one JSON object without a line feed; gives the verdict. Where the text is no scenario nothing
  /// is appended, and each mistake has its column. `readable` is as `ScenarioReader::read` has it.
  Result<fetch::Verdict> run(std::string_view scenario, std::size_t readable, std::string& outcome);

  /// The last scenario's id, as JSON; `null` where it could not be read.
  std::string const& id() const { return scenario_.id; }

 private:
  ScenarioReader reader_;
  Scenario scenario_;
  fetch::Responder responder_;
  explain::Interests interests_;
  explain::Diagnosis diagnosis_;
};

}  // namespace corsage::formats
