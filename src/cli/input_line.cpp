#include "input_line.hpp"

#include "line_blocks.hpp"

#include <fmt/format.h>

namespace corsage::cli {

Diagnostics line_too_long() {
  return {{.code = DiagnosticCode::json_invalid,
           .value = "the line is too long",
           .expected = fmt::format("a line has at most {} bytes", LineBlocks::longest_line),
           .range = {.source = {}, .line = 0, .column = LineBlocks::longest_line + 1, .length = 0, .text = {}}}};
}

bool is_blank(std::string_view line) {
  return line.find_first_not_of(" \t\r") == std::string_view::npos;
}

std::string_view without_byte_order_mark(std::string_view line) {
  constexpr std::string_view mark = "\xEF\xBB\xBF";
  return line.starts_with(mark) ? line.substr(mark.size()) : line;
}

}  // namespace corsage::cli
