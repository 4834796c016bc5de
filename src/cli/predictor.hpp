#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "case_lines.hpp"
#include "corsage/explain/diagnosis.hpp"
#include "corsage/fetch/profile.hpp"
#include "corsage/formats/scenario.hpp"

namespace corsage::cli {

/// Answers scenarios.
class Predictor : public CaseAnswerer {
 public:
  explicit Predictor(fetch::Profile const& profile);

  Result<fetch::Verdict> answer(std::string_view line, std::size_t readable, std::string& answers) override;
  std::string const& id() const override { return scenario_.id; }

 private:
  formats::ScenarioReader reader_;
  formats::Scenario scenario_;
  fetch::Responder responder_;
  explain::Interests interests_;
  explain::Diagnosis diagnosis_;
};

}  // namespace corsage::cli
