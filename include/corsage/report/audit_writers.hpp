#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "corsage/formats/audit_writer.hpp"
#include "corsage/report/terminal_text.hpp"

namespace corsage::report {

/// What a run of audits says first, wherever people read it.
inline constexpr std::string_view audit_permission = "corsage audit is for services that you are allowed to test.";

/// A form in which people read a run of audits.
struct AuditForm {
  std::string_view token;  ///< on the command line: "text"
  std::string_view words;  ///< what it is, in a few words
  /// Only the terminal's text heeds the look.
  std::unique_ptr<formats::AuditWriter> (*make)(Look const& look);
};

/// All of them.
std::span<AuditForm const> audit_forms();

/// For terminals: the worst first as long as the text fits into a few megabytes, then as it comes.
std::unique_ptr<formats::AuditWriter> audit_text(Look const& look);

/// For summaries of GitHub's jobs and the like: everything at the end, at most as much as those take, the worst first.
std::unique_ptr<formats::AuditWriter> audit_markdown();

/// One file that needs no other, and no script.
std::unique_ptr<formats::AuditWriter> audit_html();

}  // namespace corsage::report
