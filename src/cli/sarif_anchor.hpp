#pragma once

#include "audit_options.hpp"
#include "corsage/base/result.hpp"
#include "corsage/base/source_range.hpp"

namespace corsage::cli {

/// The file and line at which SARIF has the results of URLs that no file names: --sarif-anchor, otherwise the policy's
/// file. The mistake is that SARIF is wanted, such URLs are there, and neither file: code scanning drops results without
/// a file, and says nothing.
Result<SourceRange> sarif_anchor_of(AuditOptions const& options);

}  // namespace corsage::cli
