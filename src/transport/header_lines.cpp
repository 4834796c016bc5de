#include "header_lines.hpp"

#include <array>
#include <string>
#include <string_view>

#include "corsage/base/bytes.hpp"
#include "corsage/http/header_names.hpp"

namespace corsage::transport {
namespace {

// "Name:" tells libcurl to leave its own line out: a page's request has these only when the algorithms say so.
constexpr std::array<char const*, 3> unwanted_lines = {"Accept:", "Content-Type:", "Expect:"};

std::string_view name_of(std::string_view line) {
  return line.substr(0, line.find(':'));
}

// libcurl frames the body itself, and by the same rule: 0 for a POST or PUT without one.
bool is_framing(std::string_view name) {
  return byte_case_insensitive_equal(name, http::header::content_length);
}

}  // namespace

StringList header_lines(http::HeaderList const& headers) {
  StringList lines;
  for (auto const* unwanted : unwanted_lines) {
    if (!headers.contains(name_of(unwanted))) {
      append(lines, unwanted);
    }
  }
  std::string line;
  for (auto const [name, value] : headers) {
    if (is_framing(name)) {
      continue;
    }
    // An empty value is written with a semicolon: "Name:" would take the line away.
    line.assign(name);
    line += value.empty() ? ";" : ": ";
    line += value;
    append(lines, line.c_str());
  }
  return lines;
}

}  // namespace corsage::transport
