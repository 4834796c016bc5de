#pragma once

#include <optional>
#include <string>
#include <vector>

#include "corsage/policy/diff.hpp"
#include "pattern_index.hpp"

namespace corsage::policy {

/// Origins that one list of patterns means and another does not: a pattern for them, and one of them.
struct OriginsBeyond {
  std::string pattern;
  std::string witness;
};

/// The origins of two policies, ready to be compared.
class OriginComparison {
 public:
  OriginComparison(Config const& before, Config const& after);

  std::vector<OriginsBeyond> gained() const { return beyond(after_, before_); }
  std::vector<OriginsBeyond> lost() const { return beyond(before_, after_); }

  /// Origins that the policies mean: one and the same where there is one that both mean.
  struct Meant {
    std::string before;
    std::string after;
  };
  Meant meant_origins() const;

 private:
  std::vector<OriginsBeyond> beyond(PatternIndex const& wide, PatternIndex const& narrow) const;
  std::optional<std::string> shared_by(PatternIndex const& one, PatternIndex const& other) const;
  /// One that no pattern means but `*`.
  std::string an_origin_of_strangers() const;
  std::string an_origin_of(OriginPattern const& pattern) const;

  PatternIndex before_;
  PatternIndex after_;
  std::string fresh_;
};

}  // namespace corsage::policy
