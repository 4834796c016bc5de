#pragma once

#include <string_view>

#include "corsage/base/diagnostic.hpp"

namespace corsage::cli {

/// The mistake of a line that is longer than can be held.
Diagnostics line_too_long();

/// Whether there is nothing on the line.
bool is_blank(std::string_view line);

/// The line without the mark that some editors put at a file's beginning; files that are put together keep theirs.
std::string_view without_byte_order_mark(std::string_view line);

}  // namespace corsage::cli
