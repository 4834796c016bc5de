#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "corsage/explain/expectation.hpp"
#include "corsage/policy/policy.hpp"
#include "corsage/report/contract_report.hpp"
#include "judging.hpp"
#include "test_options.hpp"

namespace corsage::cli {

/// What is wrong with the cookies that were typed, for that server: told once, and not in each case.
Diagnostics mistakes_in_cookies(TestOptions const& options, url::Url const& server);

/// Looks at expectations: by asking a server, or what a policy says.
///
/// A contract is about what servers promise. So what a browser asks of the network that a server happens to be tested on
/// does not count: Local Network Access, and mixed content on loopback.
class ContractRun {
 public:
  /// `options` outlives this. Without a policy the server is asked.
  ContractRun(TestOptions const& options, url::Url server, std::optional<policy::Policy> policy);

  /// One expectation, for one page.
  report::TestedCase look_at(explain::Expectation const& expectation, url::Origin const& page) const;

  /// From then on nothing is looked at any more. Many threads ask.
  void stop_when(std::function<bool()> is_stopped) { is_stopped_ = std::move(is_stopped); }

  /// Each expectation for each of its pages, in order; several at once where a server is asked. What was stopped is left
  /// out.
  std::vector<report::TestedCase> look_at_all(std::vector<explain::Expectation> const& expectations,
                                              std::vector<SourceRange> const& places) const;

 private:
  void ask(report::TestedCase& tested) const;
  void ask_policy(report::TestedCase& tested) const;
  void judge_answers(report::TestedCase& tested, fetch::Responder const& responder) const;

  TestOptions const& options_;
  url::Url server_;
  std::optional<policy::Policy> policy_;
  std::vector<fetch::Profile> rules_;
  std::vector<Judge> judges_;
  std::function<bool()> is_stopped_ = [] { return false; };
};

}  // namespace corsage::cli
