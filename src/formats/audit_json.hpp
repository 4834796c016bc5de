#pragma once

#include <memory>

#include "corsage/formats/audit_writer.hpp"

namespace corsage::formats {

/// One document.
std::unique_ptr<AuditWriter> make_audit_json();

/// A line for the run, one for each target, and one for the summary.
std::unique_ptr<AuditWriter> make_audit_jsonl();

}  // namespace corsage::formats
