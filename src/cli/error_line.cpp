#include "error_line.hpp"

#include "corsage/formats/json_writer.hpp"
#include "corsage/report/diagnostic_text.hpp"
#include "line_blocks.hpp"

#include <fmt/format.h>

namespace corsage::cli {

void write_error_line(std::string& answers, std::string_view id, std::uint64_t line, Diagnostics const& mistakes) {
  formats::JsonWriter json(answers);
  std::string message;
  for (auto const& mistake : mistakes) {
    message += message.empty() ? "" : "; ";
    message += report::diagnostic_line(mistake);
  }
  json.begin_object();
  json.key("id");
  json.raw(id);
  json.key("error");
  json.begin_object();
  json.key("line");
  json.number(line);
  json.key("column");
  json.number(mistakes.front().range.column);
  json.key("message");
  json.text(message);
  json.end_object();
  json.end_object();
  answers.push_back('\n');
}

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
