#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "corsage/formats/audit_writer.hpp"

namespace corsage::formats {

/// A form in which a run of audits is written.
struct AuditFormat {
  std::string_view token;  ///< on the command line: "sarif"
  std::string_view words;  ///< what it is, in a few words
  std::unique_ptr<AuditWriter> (*make)();
};

/// Those that programs read, in the order in which they are listed to people.
std::span<AuditFormat const> audit_formats_for_programs();

}  // namespace corsage::formats
