#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "answers.hpp"
#include "corsage/audit/finding.hpp"
#include "corsage/audit/target.hpp"

namespace corsage::audit {

/// What is judged, and what was found so far.
struct Case {
  Target const& target;
  Answers answers;
  std::optional<std::size_t> trusted;    ///< the answer to the trusted origin that is let in best
  std::optional<std::size_t> preflight;  ///< and that to its preflight
  std::vector<Finding> findings = {};
};

/// What `add` makes a finding of; severity and category come from the table.
struct Found {
  trace::Reason reason{};
  std::size_t probe = 0;
  std::optional<std::size_t> control = std::nullopt;
  std::string variant = {};
  explain::Confidence confidence = explain::Confidence::certain;
  std::vector<std::string> values = {};
};

/// Adds a finding of no origin's: breakage, and what is so whoever asks.
Finding& add(Case& the_case, Found found);

/// Whether Access-Control-Allow-Origin is one that can let nobody in, whoever asks.
bool is_miswritten(Asked const& asked);

/// Who gets in and should not.
void judge_origins(Case& the_case);

/// What is given to everybody, and what a value of a request can do to the answer.
void judge_openness(Case& the_case);

/// What caches make of the answers.
void judge_caching(Case& the_case);

/// What keeps trusted origins out of the answers.
void judge_answers(Case& the_case);

/// And what keeps them from asking.
void judge_preflight(Case& the_case);

}  // namespace corsage::audit
