#pragma once

#include <string>

#include "corsage/report/terminal_text.hpp"
#include "corsage/trace/reason.hpp"

namespace corsage::report {

/// A reason's page for the terminal: what the browser checks, why, and what to do.
std::string reason_page(trace::Reason reason, Look const& look);

/// All reasons by group, one line each.
std::string reason_list(Look const& look);

/// A reason's page as Markdown.
std::string reason_markdown(trace::Reason reason);

/// The index of the Markdown pages: by group, each page named TOKEN.md.
std::string reason_index_markdown();

}  // namespace corsage::report
