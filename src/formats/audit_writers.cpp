#include "corsage/formats/audit_writers.hpp"

#include <array>

#include "audit_json.hpp"
#include "audit_junit.hpp"
#include "audit_sarif.hpp"

namespace corsage::formats {

std::span<AuditFormat const> audit_formats_for_programs() {
  static constexpr std::array<AuditFormat, 4> formats{
      AuditFormat{.token = "json", .words = "one JSON document", .make = make_audit_json},
      AuditFormat{.token = "jsonl", .words = "JSON, a line for each target", .make = make_audit_jsonl},
      AuditFormat{.token = "sarif", .words = "SARIF 2.1.0, for code scanning", .make = make_audit_sarif},
      AuditFormat{.token = "junit", .words = "JUnit's XML, for CI", .make = make_audit_junit}};
  return formats;
}

}  // namespace corsage::formats
