#pragma once

#include <string>
#include <string_view>

#include "corsage/report/terminal_text.hpp"

namespace corsage::report {

/// The text as a code span, in which Markdown has no signs and makes no links. `text` is one line.
std::string markdown_code(std::string_view text);

/// The same for a cell of a table, which a bar would end.
std::string markdown_cell(std::string_view text);

/// The text as a block of code, of any number of lines.
std::string markdown_block(std::string_view text, std::string_view language);

/// Spans as Markdown: what is literal as code spans. What is not is corsage's own.
std::string markdown_of(Spans const& spans);

}  // namespace corsage::report
