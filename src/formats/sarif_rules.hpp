#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "corsage/audit/finding.hpp"
#include "corsage/formats/json_writer.hpp"

namespace corsage::formats {

/// SARIF's level for a severity.
std::string_view sarif_level(audit::Severity severity);

/// The finding's rule, which says its severity, too: REASON[.VARIANT][.plain][.SEVERITY], with the severity where it is not the
/// reason's usual one.
std::string sarif_rule_id(audit::Finding const& finding);

/// The rules that results are of, each once. A rule has one severity for all of its results, so that each severity with
/// which a reason was found is a rule of its own.
class SarifRules {
 public:
  /// The number of the finding's rule.
  std::size_t index_of(audit::Finding const& finding);

  std::string_view id(std::size_t index) const { return rules_[index].id; }

  /// The rules, as a list.
  void write(JsonWriter& json) const;

 private:
  struct Rule {
    std::string id;
    trace::Reason reason{};
    std::string variant;
    audit::Severity severity{};
    bool is_plain = false;  ///< there is a form with credentials, and it is not that
  };

  static void write(JsonWriter& json, Rule const& rule);

  std::vector<Rule> rules_;
};

}  // namespace corsage::formats
