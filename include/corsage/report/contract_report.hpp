#pragma once

#include <string>
#include <vector>

#include "corsage/base/source_range.hpp"
#include "corsage/explain/expectation.hpp"
#include "corsage/report/terminal_text.hpp"
#include "corsage/report/why_text.hpp"

namespace corsage::report {

/// One expectation, looked at for one page.
struct TestedCase {
  explain::Expectation expectation;
  SourceRange place = {};  ///< of the expectation in its file
  Why why;
  std::vector<explain::Comparison> comparisons = {};  ///< of the judgements of `why`, in their order
  bool is_of_policy = false;                          ///< whether a policy answered, and no server
};

/// What became of the case: in every browser that judges.
explain::Holding holding_of(TestedCase const& tested);

/// What there is to say of the case besides what was expected, in one line without a full stop: in what it departs, what of
/// it is not certain, or why nobody answered. Empty where it simply holds.
std::string note_of(TestedCase const& tested);

/// A contract, looked at.
struct TestedContract {
  std::string name = {};     ///< the file's
  std::string against = {};  ///< the server's URL, or the policy file's name
  std::vector<TestedCase> cases = {};
};

/// What became of each case, in the order of the contract, for people: for what does not hold why, and what to do, once for
/// all cases of an expectation that fail alike; then those that nobody answered, and how many there are of each kind.
std::string contract_text(TestedContract const& tested, Look const& look);

/// The same for programs: one JSON object on one line. `"schema"` names its form.
std::string contract_json(TestedContract const& tested);

/// The same for CI systems, as JUnit's XML.
std::string contract_junit(TestedContract const& tested);

/// The same in the Test Anything Protocol.
std::string contract_tap(TestedContract const& tested);

}  // namespace corsage::report
