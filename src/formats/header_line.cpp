#include "corsage/formats/header_line.hpp"

#include <algorithm>
#include <cstddef>
#include <expected>

#include "corsage/base/bytes.hpp"
#include "corsage/http/token.hpp"

namespace corsage::formats {
namespace {

/// A character at the beginning of UTF-8 text; empty where the text begins otherwise.
std::string_view first_character(std::string_view text) {
  auto const lead = static_cast<unsigned char>(text.front());
  std::size_t const length = lead < 0x80                    ? 1
                             : lead >= 0xC2 && lead <= 0xDF ? 2
                             : lead >= 0xE0 && lead <= 0xEF ? 3
                             : lead >= 0xF0 && lead <= 0xF4 ? 4
                                                            : 0;
  auto const rest = text.substr(std::min<std::size_t>(text.size(), 1), length - std::min<std::size_t>(length, 1));
  bool const is_whole = text.size() >= length && std::ranges::all_of(rest, [](char byte) {
                          return (static_cast<unsigned char>(byte) & 0xC0) == 0x80;
                        });
  return is_whole ? text.substr(0, length) : std::string_view();
}

/// A script's string as bytes: U+00E9 is byte 0xE9. What is no UTF-8 is bytes as it stands.
/// The error is the first character that is no byte.
std::expected<std::string, std::string_view> bytes_of(std::string_view typed) {
  std::string bytes;
  if (isomorphic_encode(typed, bytes)) {
    return bytes;
  }
  std::string_view wide;
  for (auto rest = typed; !rest.empty();) {
    auto const character = first_character(rest);
    if (character.empty()) {
      return std::string(typed);
    }
    if (wide.empty() && !isomorphic_encode(character, bytes)) {
      wide = character;
    }
    rest.remove_prefix(character.size());
  }
  return std::unexpected(wide);
}

}  // namespace

Result<HeaderLine> read_header_line(std::string_view line) {
  auto const colon = line.find(':');
  if (colon == std::string_view::npos) {
    return failure({.code = DiagnosticCode::header_without_colon, .value = std::string(line)});
  }
  auto const name = line.substr(0, colon);
  auto const value = strip(line.substr(colon + 1), http_whitespace);
  if (!http::is_header_name(name)) {
    return failure({.code = DiagnosticCode::header_name_invalid, .value = std::string(name)});
  }
  if (!http::is_header_value(value)) {
    return failure({.code = DiagnosticCode::header_value_invalid, .value = std::string(name)});
  }
  auto bytes = bytes_of(value);
  if (!bytes) {
    return failure({.code = DiagnosticCode::header_value_not_bytes, .value = std::string(bytes.error())});
  }
  return HeaderLine{.name = std::string(name), .value = *std::move(bytes)};
}

}  // namespace corsage::formats
