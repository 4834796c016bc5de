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

/// Who is let in by the first is let in by the second, or was not asked for.
struct Inclusion {
  trace::Reason reason{};
  trace::Reason by{};
};

constexpr std::array inclusions{
    Inclusion{trace::Reason::origin_prefix_match, trace::Reason::origin_substring_match},
    Inclusion{trace::Reason::origin_suffix_match, trace::Reason::origin_substring_match},
    Inclusion{trace::Reason::origin_any_subdomain, trace::Reason::origin_substring_match},
    Inclusion{trace::Reason::origin_any_subdomain, trace::Reason::origin_suffix_match},
    Inclusion{trace::Reason::origin_reverse_substring, trace::Reason::origin_substring_match},
    Inclusion{trace::Reason::origin_reverse_substring, trace::Reason::origin_prefix_match},
    Inclusion{trace::Reason::origin_reverse_substring, trace::Reason::origin_tld_wildcard},
    Inclusion{trace::Reason::origin_unescaped_dot, trace::Reason::origin_substring_match},
    Inclusion{trace::Reason::origin_unescaped_dot, trace::Reason::origin_prefix_match},
    Inclusion{trace::Reason::origin_unescaped_dot, trace::Reason::origin_suffix_match},
    Inclusion{trace::Reason::origin_tld_wildcard, trace::Reason::origin_substring_match},
    Inclusion{trace::Reason::origin_tld_wildcard, trace::Reason::origin_prefix_match},
    Inclusion{trace::Reason::origin_allowlist_mix, trace::Reason::origin_substring_match},
    Inclusion{trace::Reason::origin_allowlist_mix, trace::Reason::origin_suffix_match},
    Inclusion{trace::Reason::origin_allowlist_mix, trace::Reason::origin_any_subdomain},
    Inclusion{trace::Reason::origin_special_char, trace::Reason::origin_substring_match},
    Inclusion{trace::Reason::origin_special_char, trace::Reason::origin_prefix_match},
    Inclusion{trace::Reason::origin_any_port, trace::Reason::origin_substring_match},
    Inclusion{trace::Reason::origin_any_port, trace::Reason::origin_prefix_match},
    Inclusion{trace::Reason::origin_any_port, trace::Reason::origin_special_char},
};

/// Whether it tells of who is let in: where anybody is, so are they.
bool is_way_in(trace::Reason reason) {
  constexpr std::array those{trace::Reason::null_origin,           trace::Reason::origin_prefix_match,
                             trace::Reason::origin_suffix_match,   trace::Reason::origin_substring_match,
                             trace::Reason::origin_tld_wildcard,   trace::Reason::origin_reverse_substring,
                             trace::Reason::origin_unescaped_dot,  trace::Reason::origin_special_char,
                             trace::Reason::origin_allowlist_mix,  trace::Reason::origin_any_subdomain,
                             trace::Reason::origin_http_downgrade, trace::Reason::origin_third_party_hosting,
                             trace::Reason::origin_localhost,      trace::Reason::origin_private_ip,
                             trace::Reason::origin_any_port,       trace::Reason::origin_exotic_scheme,
                             trace::Reason::preflight_permissive};
  return std::ranges::find(those, reason) != those.end();
}

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

bool is_included(trace::Reason reason, std::span<Finding const> findings) {
  return std::ranges::any_of(findings, [reason](Finding const& finding) {
    bool const is_of_anybody = finding.reason == trace::Reason::origin_reflected ||
                               finding.reason == trace::Reason::origin_reflected_error_only;
    auto const is_it = [&](Inclusion const& row) { return row.reason == reason && row.by == finding.reason; };
    return (is_of_anybody && is_way_in(reason)) || std::ranges::any_of(inclusions, is_it);
  });
}

std::string rule_id(Finding const& finding) {
  auto const* const row = finding_text(finding.reason);
  std::string id(trace::to_string(finding.reason));
  bool const differs = row != nullptr && row->credentialed != row->plain;
  bool const is_full = finding.is_credentialed || finding.variant == variant_of_kept_answers;
  return differs && !is_full ? id + ".plain" : id;
}

}  // namespace corsage::audit
