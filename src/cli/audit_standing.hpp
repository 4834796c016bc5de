#pragma once

#include <string>
#include <vector>

#include "corsage/audit/audited.hpp"
#include "corsage/base/result.hpp"
#include "corsage/formats/baseline.hpp"
#include "corsage/formats/ignore_file.hpp"

namespace corsage::cli {

/// What somebody has answered for already: findings of an earlier run, and those that a file says to ignore.
class AuditStanding {
 public:
  /// Reads the files, of which either may be empty: none.
  static Result<AuditStanding> read(std::string const& baseline, std::string const& ignore_file,
                                    formats::Date const& today);

  /// Fills in where each of the findings stands.
  void judge(audit::Audited& audited);

  /// What a person should know of the ignore file's rows in the end: which have expired, and which no finding was of.
  std::vector<std::string> advice() const;

 private:
  /// Whether an earlier run had it, as severe as it is now or more.
  bool is_in_baseline(audit::Target const& target, audit::Finding const& finding) const;

  formats::Date today_ = {};
  formats::Baseline baseline_ = {};
  std::vector<formats::IgnoreRow> rows_ = {};
  std::vector<bool> was_used_ = {};  ///< one for each row
};

}  // namespace corsage::cli
