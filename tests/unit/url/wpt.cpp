#include "wpt.hpp"

#include <charconv>
#include <fstream>
#include <sstream>

namespace corsage::test {
namespace {

constexpr std::size_t escape_size = 6;  // as in \uD800

/// The code unit of the \u escape at `position`; nothing when there is none.
std::optional<unsigned> escaped_code_unit(std::string_view json, std::size_t position) {
  if (!json.substr(position).starts_with("\\u")) {
    return std::nullopt;
  }
  auto const digits = json.substr(position + 2, 4);
  unsigned unit = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), unit, 16);
  return unit;
}

bool is_lead(std::optional<unsigned> unit) {
  return unit && *unit >= 0xD800 && *unit <= 0xDBFF;
}

bool is_trail(std::optional<unsigned> unit) {
  return unit && *unit >= 0xDC00 && *unit <= 0xDFFF;
}

/// https://infra.spec.whatwg.org/#javascript-string-convert on the escapes of a JSON text.
std::string with_scalar_values(std::string json) {
  for (std::size_t i = 0; i < json.size(); ++i) {
    if (json[i] != '\\') {
      continue;
    }
    auto const unit = escaped_code_unit(json, i);
    if (is_lead(unit) && is_trail(escaped_code_unit(json, i + escape_size))) {
      i += 2 * escape_size - 1;
    } else if (is_lead(unit) || is_trail(unit)) {
      json.replace(i, escape_size, "\\uFFFD");
    } else {
      ++i;  // the escaped character, which may be a backslash
    }
  }
  return json;
}

}  // namespace

std::string read_wpt(std::string_view name) {
  std::ifstream const file(std::string(CORSAGE_TEST_DATA "/wpt-url/").append(name), std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return with_scalar_values(std::move(text).str());
}

std::optional<std::string> string_member(simdjson::dom::object object, std::string_view name) {
  std::string_view value;
  if (object[name].get(value) != simdjson::SUCCESS) {
    return std::nullopt;
  }
  return std::string(value);
}

}  // namespace corsage::test
