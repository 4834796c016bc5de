#include "corsage/formats/tap.hpp"

#include <algorithm>
#include <cstddef>
#include <string_view>

#include "corsage/base/bytes.hpp"
#include "corsage/formats/json_writer.hpp"
#include "printable_text.hpp"

#include <fmt/format.h>

namespace corsage::formats {
namespace {

/// On one line, with what begins a directive escaped.
std::string description_of(std::string_view text) {
  std::string escaped;
  for (char const byte : printable_line(text)) {
    if (byte == '#' || byte == '\\') {
      escaped += '\\';
    }
    escaped += byte;
  }
  return escaped;
}

/// A text of many lines as a literal block of YAML, below its key.
void append_block(std::string& report, std::string_view text) {
  report += " |\n";
  while (!text.empty()) {
    auto const end = std::min(text.find('\n'), text.size());
    report += end == 0 ? "\n" : fmt::format("    {}\n", text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

void append_detail(std::string& report, std::string_view key, std::string_view value) {
  auto const shown = printable_text(value);
  report += fmt::format("  {}:", key);
  // The first line says how far all are indented, so it begins with none.
  auto const text = strip(shown, "\n ");
  if (text.find('\n') != std::string_view::npos) {
    append_block(report, text);
    return;
  }
  std::string quoted;
  JsonWriter(quoted).text(shown);
  report += fmt::format(" {}\n", quoted);
}

}  // namespace

std::string tap(std::span<TapPoint const> points) {
  auto report = fmt::format("TAP version 14\n1..{}\n", points.size());
  std::size_t number = 0;
  for (auto const& point : points) {
    report += fmt::format("{}ok {} - {}\n", point.is_ok ? "" : "not ", ++number, description_of(point.description));
    if (!point.details.empty()) {
      report += "  ---\n";
      for (auto const& [key, value] : point.details) {
        append_detail(report, key, value);
      }
      report += "  ...\n";
    }
  }
  return report;
}

}  // namespace corsage::formats
