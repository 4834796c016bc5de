#pragma once

#include <functional>
#include <memory>
#include <string_view>
#include <vector>

#include "corsage/formats/audit_writer.hpp"
#include "corsage/report/terminal_text.hpp"

namespace corsage::cli {

/// A form in which a run of audits can be written.
struct AuditFormat {
  std::string_view name;
  std::function<std::unique_ptr<formats::AuditWriter>(report::Look const&)> make;
};

/// All of them.
std::vector<AuditFormat> audit_formats();

}  // namespace corsage::cli
