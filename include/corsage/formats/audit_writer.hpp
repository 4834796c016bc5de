#pragma once

#include <string>

#include "corsage/audit/audited.hpp"

namespace corsage::formats {

/// Writes a run of audits as it goes on, so that lists of any length need no memory. What each call adds is appended to `out`.
class AuditWriter {
 public:
  AuditWriter() = default;
  AuditWriter(AuditWriter const&) = delete;
  AuditWriter& operator=(AuditWriter const&) = delete;
  virtual ~AuditWriter() = default;

  virtual void begin(audit::Run const& run, std::string& out) = 0;
  virtual void add(audit::Audited const& audited, std::string& out) = 0;
  virtual void end(audit::Summary const& summary, std::string& out) = 0;
};

}  // namespace corsage::formats
