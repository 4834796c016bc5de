#include "audit_standing.hpp"

#include <algorithm>
#include <utility>

#include "input_file.hpp"

#include <fmt/format.h>

namespace corsage::cli {
namespace {

/// "ignore.toml:3: 'null-origin' of https://api.example.com/*", for sentences about the row.
std::string name_of(formats::IgnoreRow const& row) {
  return fmt::format("{}:{}: the row for {} of {}", row.place.source.view(), row.place.line, row.id, row.url);
}

std::string text_of(formats::Date const& date) {
  return fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
}

}  // namespace

Result<AuditStanding> AuditStanding::read(std::string const& baseline, std::string const& ignore_file,
                                          formats::Date const& today) {
  AuditStanding standing;
  standing.today_ = today;
  Diagnostics mistakes;
  auto const take = [&mistakes](auto result, auto& into) {
    if (result) {
      into = *std::move(result);
    } else {
      mistakes.insert(mistakes.end(), result.error().begin(), result.error().end());
    }
  };
  WholeFile file;
  if (!baseline.empty()) {
    take(read_whole(baseline), file);
    if (mistakes.empty()) {
      take(formats::read_baseline(file.bytes, file.name), standing.baseline_);
    }
  }
  if (!ignore_file.empty()) {
    auto const before = mistakes.size();
    take(read_whole(ignore_file), file);
    if (mistakes.size() == before) {
      take(formats::read_ignore_file(file.bytes, file.name), standing.rows_);
    }
  }
  standing.was_used_.resize(standing.rows_.size());
  return mistakes.empty() ? Result<AuditStanding>(std::move(standing)) : std::unexpected(std::move(mistakes));
}

void AuditStanding::judge(audit::Audited& audited) {
  auto const& findings = audited.verdict.findings;
  audited.standings.assign(findings.size(), audit::Standing::counts);
  audited.reasons_to_ignore.assign(findings.size(), {});
  for (std::size_t i = 0; i < findings.size(); ++i) {
    if (auto const row = formats::ignoring_row(rows_, findings[i], audited.target.url.href(), today_)) {
      was_used_[*row] = true;
      audited.standings[i] = audit::Standing::ignored;
      audited.reasons_to_ignore[i] = rows_[*row].reason;
    } else if (is_in_baseline(audited.target, findings[i])) {
      audited.standings[i] = audit::Standing::in_baseline;
    }
  }
}

bool AuditStanding::is_in_baseline(audit::Target const& target, audit::Finding const& finding) const {
  if (baseline_.empty()) {
    return false;
  }
  auto const before = baseline_.find(audit::fingerprint(target, finding));
  return before != baseline_.end() && finding.severity <= before->second;
}

std::vector<std::string> AuditStanding::advice() const {
  std::vector<std::string> sentences;
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    if (formats::is_expired(rows_[i], today_)) {
      sentences.push_back(fmt::format("{} has expired on {}", name_of(rows_[i]), text_of(rows_[i].expires)));
    } else if (!was_used_[i]) {
      sentences.push_back(name_of(rows_[i]) + " is of nothing that was found");
    }
  }
  return sentences;
}

}  // namespace corsage::cli
