#pragma once

#include "corsage/report/terminal_text.hpp"
#include "evidence.hpp"

namespace corsage::report {

/// A cause's evidence below its title: each line quoted as received, the deciding part underlined, the note beside.
void add_evidence(TerminalText& text, Evidence const& evidence, Role role, std::size_t indent);

}  // namespace corsage::report
