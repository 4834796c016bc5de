#include "corsage/report/terminal_text.hpp"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

namespace corsage::report {
namespace {

bool is_wide(UChar32 code_point) {
  auto const width = u_getIntPropertyValue(code_point, UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_WIDE || width == U_EA_FULLWIDTH;
}

bool has_no_width(UChar32 code_point) {
  return (U_GET_GC_MASK(code_point) & (U_GC_MN_MASK | U_GC_ME_MASK | U_GC_CF_MASK)) != 0;
}

/// Whether a terminal would obey the code point, or show the line in another order because of it.
bool is_control(UChar32 code_point) {
  return (U_GET_GC_MASK(code_point) & (U_GC_CC_MASK | U_GC_CF_MASK | U_GC_ZL_MASK | U_GC_ZP_MASK)) != 0;
}

void append_escape(std::string& text, unsigned char byte) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  text += "\\x";
  text += digits[byte >> 4U];
  text += digits[byte & 0xFU];
}

}  // namespace

std::size_t display_width(std::string_view utf8) {
  std::size_t width = 0;
  auto const length = static_cast<std::int32_t>(utf8.size());
  for (std::int32_t i = 0; i < length;) {
    UChar32 code_point = 0;
    U8_NEXT(utf8.data(), i, length, code_point);
    if (code_point < 0x300) {
      // Nothing below the combining marks is wide or without width; a byte that is no UTF-8 shows as one sign.
      width += 1;
    } else if (!has_no_width(code_point)) {
      width += is_wide(code_point) ? 2 : 1;
    }
  }
  return width;
}

std::string visible(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size());
  auto const length = static_cast<std::int32_t>(bytes.size());
  for (std::int32_t i = 0; i < length;) {
    auto const start = static_cast<std::size_t>(i);
    UChar32 code_point = 0;
    U8_NEXT(bytes.data(), i, length, code_point);
    auto const sequence = bytes.substr(start, static_cast<std::size_t>(i) - start);
    if (code_point >= 0 && !is_control(code_point)) {
      text += sequence;
      continue;
    }
    for (char const byte : sequence) {
      append_escape(text, static_cast<unsigned char>(byte));
    }
  }
  return text;
}

}  // namespace corsage::report
