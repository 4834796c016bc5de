#pragma once

#include <string>

#include "case_lines.hpp"
#include "corsage/formats/policy_case.hpp"
#include "corsage/policy/policy.hpp"

namespace corsage::cli {

/// Answers requests by a policy.
class PolicyDecider : public CaseAnswerer {
 public:
  explicit PolicyDecider(policy::Policy policy) : policy_(std::move(policy)) {}

  Result<fetch::Verdict> answer(std::string_view line, std::size_t readable, std::string& answers) override;
  std::string const& id() const override { return case_.id; }

 private:
  policy::Policy policy_;
  formats::PolicyCaseReader reader_;
  formats::PolicyCase case_;
  http::HeaderList own_answer_;
};

}  // namespace corsage::cli
