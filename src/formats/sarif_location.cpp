#include "sarif_location.hpp"

#include <algorithm>
#include <cstddef>
#include <string>

#include "corsage/base/bytes.hpp"
#include "finding_json.hpp"

#include <fmt/format.h>

namespace corsage::formats {
namespace {

/// The path as a relative reference, or as a URL of scheme file where it is absolute.
///
/// https://www.rfc-editor.org/rfc/rfc3986#section-4.2 : a colon in the first segment would make a scheme of it.
std::string reference_to(std::string_view path) {
  constexpr std::string_view unreserved = "-._~/";
  constexpr std::string_view here = "./";
  while (path.starts_with(here)) {
    path.remove_prefix(here.size());
  }
  std::string reference = path.starts_with('/') ? "file://" : "";
  for (char const byte : path) {
    bool const is_itself =
        is_ascii_alpha(byte) || is_ascii_digit(byte) || unreserved.find(byte) != std::string_view::npos;
    reference += is_itself ? std::string(1, byte) : fmt::format("%{:02X}", static_cast<unsigned char>(byte));
  }
  return reference;
}

/// How many code units of UTF-16 the UTF-8 text has.
std::size_t code_units(std::string_view utf8) {
  std::size_t units = 0;
  for (char const each : utf8) {
    auto const byte = static_cast<unsigned char>(each);
    bool const continues = (byte & 0xC0U) == 0x80U;
    units += continues ? 0 : byte >= 0xF0 ? 2 : 1;
  }
  return units;
}

void write_region(JsonWriter& json, SourceRange const& place) {
  auto const number = [&json](JsonKey const& name, std::size_t value) {
    json.key(name);
    json.number(value);
  };
  auto const line = place.text.view();
  auto const start = std::min(std::max<std::size_t>(place.column, 1) - 1, line.size());
  auto const length = place.length == 0 ? line.size() - start : std::min(place.length, line.size() - start);
  auto const column = code_units(line.substr(0, start)) + 1;
  json.begin_object();
  number("startLine", std::max<std::size_t>(place.line, 1));
  number("startColumn", column);
  number("endLine", std::max<std::size_t>(place.line, 1));
  number("endColumn", column + std::max<std::size_t>(code_units(line.substr(start, length)), 1));
  json.end_object();
}

}  // namespace

void write_sarif_location(JsonWriter& json, std::string_view url, SourceRange const& place) {
  json.begin_object();
  if (!place.source.empty()) {
    json.key("physicalLocation");
    json.begin_object();
    json.key("artifactLocation");
    json.begin_object();
    write_text(json, "uri", reference_to(place.source));
    json.end_object();
    json.key("region");
    write_region(json, place);
    json.end_object();
  }
  json.key("logicalLocations");
  json.begin_array();
  json.begin_object();
  write_text(json, "fullyQualifiedName", url);
  write_text(json, "kind", "resource");
  json.end_object();
  json.end_array();
  json.end_object();
}

}  // namespace corsage::formats
