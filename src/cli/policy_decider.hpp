#pragma once

#include <mutex>
#include <optional>
#include <string>

#include "case_lines.hpp"
#include "corsage/formats/policy_case.hpp"
#include "corsage/policy/apply.hpp"
#include "corsage/policy/decide.hpp"
#include "corsage/policy/policy.hpp"
#include "corsage/report/policy_decisions.hpp"

namespace corsage::cli {

/// What all deciders of one run counted.
class DecisionTally {
 public:
  void add(report::DecisionCounts const& counts);
  /// For when the deciders that add to it are gone.
  report::DecisionCounts const& counts() const { return counts_; }

 private:
  std::mutex mutex_;
  report::DecisionCounts counts_;
};

/// Answers requests by a policy, and says what a candidate beside it would answer. `tally` gets what was counted when the
/// decider goes, and must outlive it.
class PolicyDecider : public CaseAnswerer {
 public:
  PolicyDecider(policy::Policy policy, std::optional<policy::Policy> candidate, DecisionTally& tally)
      : policy_(std::move(policy)), candidate_(std::move(candidate)), tally_(tally) {}
  ~PolicyDecider() override { tally_.add(counts_); }
  PolicyDecider(PolicyDecider const&) = delete;
  PolicyDecider& operator=(PolicyDecider const&) = delete;

  Result<fetch::Verdict> answer(std::string_view line, std::size_t readable, std::string& answers) override;
  std::string const& id() const override { return case_.id; }

 private:
  /// An answer that leaves the server.
  struct Answer {
    int status = 0;
    http::HeaderList headers = {};
    policy::ReplacedLines replaced = {};

    void become(policy::Decision const& decision, int upstream_status);
  };

  void decide(policy::Incoming const& incoming, std::string& answers);
  void decide_beside(policy::Incoming const& incoming, std::string& answers);
  void count(policy::Decision const& decision);

  policy::Policy policy_;
  std::optional<policy::Policy> candidate_;
  DecisionTally& tally_;
  report::DecisionCounts counts_;
  bool is_allowed_ = false;
  formats::PolicyCaseReader reader_;
  formats::PolicyCase case_;
  Answer answer_;
  Answer candidates_answer_;
};

}  // namespace corsage::cli
