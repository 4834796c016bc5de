#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "case_lines.hpp"
#include "corsage/fetch/profile.hpp"
#include "corsage/formats/scenario_runner.hpp"

namespace corsage::cli {

/// Answers scenarios.
class Predictor : public CaseAnswerer {
 public:
  explicit Predictor(fetch::Profile const& profile) : runner_(profile) {}

  Result<fetch::Verdict> answer(std::string_view line, std::size_t readable, std::string& answers) override;
  std::string const& id() const override { return runner_.id(); }

 private:
  formats::ScenarioRunner runner_;
};

}  // namespace corsage::cli
