#include "corsage/report/error_line.hpp"

#include <cstdint>

#include "corsage/formats/json_writer.hpp"
#include "corsage/report/diagnostic_text.hpp"

namespace corsage::report {

void write_error_line(std::string& answers, std::string_view id, std::uint64_t line, Diagnostics const& mistakes) {
  formats::JsonWriter json(answers);
  std::string message;
  for (auto const& mistake : mistakes) {
    message += message.empty() ? "" : "; ";
    message += diagnostic_line(mistake);
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

}  // namespace corsage::report
