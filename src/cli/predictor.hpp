#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "corsage/base/result.hpp"
#include "corsage/explain/diagnosis.hpp"
#include "corsage/fetch/profile.hpp"
#include "corsage/formats/scenario.hpp"

namespace corsage::cli {

/// Answers scenarios, one line after the other, and keeps its memory between them.
class Predictor {
 public:
  explicit Predictor(fetch::Profile const& profile);
  Predictor(Predictor const&) = delete;
  Predictor& operator=(Predictor const&) = delete;
  ~Predictor() = default;

  /// Appends the answer to one case and a line feed; gives the verdict. Where the line is no scenario, nothing is
  /// appended, and each mistake has its column. `readable`: see ScenarioReader.
  Result<fetch::Verdict> answer(std::string_view line, std::size_t readable, std::string& answers);

  /// The last line's id, as JSON; `null` where it could not be read.
  std::string const& id() const { return scenario_.id; }

 private:
  formats::ScenarioReader reader_;
  formats::Scenario scenario_;
  fetch::Responder responder_;
  explain::Interests interests_;
  explain::Diagnosis diagnosis_;
};

}  // namespace corsage::cli
