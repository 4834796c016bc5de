#include "corsage/audit/finding.hpp"

#include <algorithm>

namespace corsage::audit {
namespace {

constexpr std::array rows{
#define CORSAGE_FINDING(reason, category, credentialed, plain, cwe, precondition) \
  FindingText{trace::Reason::reason, Category::category, Severity::credentialed, Severity::plain, cwe, precondition},
#include "corsage/audit/findings.def"
#undef CORSAGE_FINDING
};

constexpr std::array severities{Severity::info, Severity::low, Severity::medium, Severity::high};

}  // namespace

std::string_view to_string(Severity severity) {
  constexpr std::array<std::string_view, 4> tokens{"info", "low", "medium", "high"};
  return tokens[static_cast<std::size_t>(severity)];
}

std::optional<Severity> severity_from(std::string_view token) {
  auto const* const found = std::ranges::find(severities, token, [](Severity severity) { return to_string(severity); });
  return found == severities.end() ? std::nullopt : std::optional(*found);
}

std::string_view to_string(Category category) {
  return category == Category::security ? "security" : "breakage";
}

std::string_view to_string(Access access) {
  constexpr std::array<std::string_view, 3> tokens{"none", "read", "write"};
  return tokens[static_cast<std::size_t>(access)];
}

std::span<FindingText const> all_findings() {
  return rows;
}

FindingText const* finding_text(trace::Reason reason) {
  auto const* const row = std::ranges::find(rows, reason, &FindingText::reason);
  return row == rows.end() ? nullptr : row;
}

std::string rule_id(Finding const& finding) {
  auto const* const row = finding_text(finding.reason);
  std::string id(trace::to_string(finding.reason));
  bool const differs = row != nullptr && row->credentialed != row->plain;
  bool const is_full = finding.is_credentialed || finding.variant == variant_of_kept_answers;
  return differs && !is_full ? id + ".plain" : id;
}

}  // namespace corsage::audit
