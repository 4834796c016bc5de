#pragma once

#include <cstddef>
#include <string>

#include "audit_outputs.hpp"
#include "audit_standing.hpp"
#include "corsage/audit/audited.hpp"
#include "corsage/base/diagnostic.hpp"
#include "exit_status.hpp"
#include "listed_urls.hpp"
#include "ongoing_audit.hpp"

namespace corsage::cli {

/// What a run came to so far: writes each audit, and counts.
class AuditRecord {
 public:
  AuditRecord(AuditOutputs& outputs, AuditStanding& standing, audit::Run const& run)
      : outputs_(outputs), standing_(standing), run_(run) {}

  void add(OngoingAudit const& ongoing);

  /// The target was not begun.
  void leave_out(ListedUrl const& listed, std::string const& why);

  /// The list was not read to its end: what targets it would have named, nobody knows.
  void leave_unread(std::string const& list, std::string const& why);

  /// Lines of lists that are no URLs. Takes them out of `mistakes`.
  void leave_out(Diagnostics& mistakes);

  audit::Summary const& summary() const { return summary_; }
  audit::Summary& summary() { return summary_; }

  /// Whether a finding counts that is as bad as what the run is to fail on.
  bool has_failed() const;

  /// Whether any target answered at all.
  bool is_any_reached() const { return is_any_reached_; }

 private:
  void count(audit::Audited const& audited);
  void miss(audit::Missed missed);
  std::string shown(url::Url const& url) const { return http::shown_url(url.href(), run_.secrets); }

  AuditOutputs& outputs_;
  AuditStanding& standing_;
  audit::Run const& run_;
  audit::Summary summary_ = {};
  bool is_any_reached_ = false;
};

}  // namespace corsage::cli
