#include "toml_foreign.hpp"

#include <algorithm>

namespace corsage::formats {
namespace {

/// The end of the string that begins at `start`: behind its closing quotation marks, or at the line's end where it is not
/// closed.
std::size_t end_of_string(std::string_view toml, std::size_t start) {
  char const quote = toml[start];
  bool const is_basic = quote == '"';
  auto const three = is_basic ? std::string_view(R"(""")") : std::string_view("'''");
  bool const has_lines = toml.substr(start).starts_with(three);
  auto at = start + (has_lines ? three.size() : 1);
  while (at < toml.size()) {
    if (is_basic && toml[at] == '\\') {
      at += 2;
    } else if (has_lines && toml.substr(at).starts_with(three)) {
      // Up to two more quotation marks before the closing three are text.
      at += three.size();
      for (int more = 0; more < 2 && at < toml.size() && toml[at] == quote; ++more) {
        ++at;
      }
      return at;
    } else if (!has_lines && (toml[at] == quote || toml[at] == '\n')) {
      return at + 1;
    } else {
      ++at;
    }
  }
  return toml.size();
}

/// Whether a key or a value may stand behind this byte.
bool begins_key_or_value(char byte) {
  return std::string_view("\n=[{,.").find(byte) != std::string_view::npos;
}

}  // namespace

bool is_ascii_only(std::string_view toml) {
  return std::ranges::all_of(toml, [](char byte) { return static_cast<unsigned char>(byte) < 0x80; });
}

std::optional<std::size_t> first_foreign_byte(std::string_view toml) {
  std::size_t at = 0;
  // The last byte that is no space: it tells whether a key or a value may begin.
  char last = '\n';
  while (at < toml.size()) {
    char const byte = toml[at];
    if (static_cast<unsigned char>(byte) >= 0x80) {
      return at;
    }
    if ((byte == '"' || byte == '\'') && begins_key_or_value(last)) {
      at = end_of_string(toml, at);
      last = byte;
    } else if (byte == '#') {
      at = std::min(toml.find('\n', at), toml.size());
    } else {
      last = byte == ' ' || byte == '\t' ? last : byte;
      ++at;
    }
  }
  return std::nullopt;
}

std::string with_ascii_only(std::string_view toml) {
  std::string ascii;
  ascii.reserve(toml.size());
  for (char const byte : toml) {
    auto const code = static_cast<unsigned char>(byte);
    if (code < 0x80) {
      ascii.push_back(byte);
    } else if (code >= 0xC0) {
      ascii.push_back('x');
    }
  }
  return ascii;
}

}  // namespace corsage::formats
