#pragma once

#include <memory>

#include "corsage/formats/audit_writer.hpp"

namespace corsage::formats {

/// JUnit's XML: a suite for each target, a case for each check, those that passed included.
std::unique_ptr<AuditWriter> make_audit_junit();

}  // namespace corsage::formats
