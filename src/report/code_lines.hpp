#pragma once

#include <string_view>

#include "corsage/report/terminal_text.hpp"

namespace corsage::report {

/// Lines of configuration, as they are to be copied; comments are faint, and wrapped at the width.
void add_code(TerminalText& text, std::string_view code);

}  // namespace corsage::report
