#pragma once

#include <memory>

#include "corsage/formats/audit_writer.hpp"

namespace corsage::formats {

/// SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html) as GitHub's code scanning takes it.
std::unique_ptr<AuditWriter> make_audit_sarif();

}  // namespace corsage::formats
