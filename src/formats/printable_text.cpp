#include "printable_text.hpp"

#include <algorithm>
#include <cstddef>

#include <fmt/format.h>
#include <simdjson.h>

namespace corsage::formats {
namespace {

bool is_control(char byte) {
  return (static_cast<unsigned char>(byte) < ' ' && byte != '\t' && byte != '\n') || byte == '\x7F';
}

bool is_high(char byte) {
  return static_cast<unsigned char>(byte) >= 0x80;
}

/// How many bytes of UTF-8 text, from here on, are better not shown: a control character from U+0080 to U+009F, one
/// that turns the direction of writing, or one of the two that are no characters.
std::size_t unfit_bytes(std::string_view utf8) {
  auto const begins_with = [utf8](std::string_view lead, unsigned char first, unsigned char last) {
    if (!utf8.starts_with(lead) || utf8.size() == lead.size()) {
      return false;
    }
    auto const byte = static_cast<unsigned char>(utf8[lead.size()]);
    return byte >= first && byte <= last;
  };
  if (begins_with("\xC2", 0x80, 0x9F)) {
    return 2;
  }
  bool const is_unfit = begins_with("\xE2\x80", 0x8E, 0x8F) || begins_with("\xE2\x80", 0xA8, 0xAE) ||
                        begins_with("\xE2\x81", 0xA6, 0xA9) || begins_with("\xEF\xBF", 0xBE, 0xBF);
  return is_unfit ? 3 : 0;
}

void append_escapes(std::string& shown, std::string_view bytes) {
  for (char const byte : bytes) {
    shown += fmt::format("\\x{:02X}", static_cast<unsigned char>(byte));
  }
}

}  // namespace

std::string printable_text(std::string_view text) {
  bool const is_utf8 = simdjson::validate_utf8(text.data(), text.size());
  std::string shown;
  shown.reserve(text.size());
  while (!text.empty()) {
    char const byte = text.front();
    auto const unfit = is_control(byte) || (is_high(byte) && !is_utf8) ? 1 : unfit_bytes(text);
    if (unfit != 0) {
      append_escapes(shown, text.substr(0, unfit));
    } else {
      shown += byte;
    }
    text.remove_prefix(std::max<std::size_t>(unfit, 1));
  }
  return shown;
}

std::string printable_line(std::string_view text) {
  auto line = printable_text(text);
  std::ranges::replace_if(line, [](char byte) { return byte == '\n' || byte == '\t'; }, ' ');
  return line;
}

}  // namespace corsage::formats
