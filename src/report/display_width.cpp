#include <cstdint>

#include "corsage/report/terminal_text.hpp"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

namespace corsage::report {
namespace {

/// Takes the next code point from `rest`, and gives it with its bytes; negative where they are no UTF-8.
struct CodePoint {
  UChar32 value = 0;
  std::string_view bytes;
};

CodePoint next(std::string_view& rest) {
  auto const* const bytes = reinterpret_cast<std::uint8_t const*>(rest.data());
  std::size_t length = 0;
  UChar32 value = 0;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wsign-conversion"
  U8_NEXT(bytes, length, rest.size(), value);  // NOLINT(bugprone-inc-dec-in-conditions): within ICU's macro
#pragma GCC diagnostic pop
  CodePoint const next{.value = value, .bytes = rest.substr(0, length)};
  rest.remove_prefix(length);
  return next;
}

bool is_wide(UChar32 code_point) {
  auto const width = u_getIntPropertyValue(code_point, UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_WIDE || width == U_EA_FULLWIDTH;
}

bool has_no_width(UChar32 code_point) {
  return (U_GET_GC_MASK(code_point) & (U_GC_MN_MASK | U_GC_ME_MASK | U_GC_CF_MASK)) != 0;
}

std::size_t columns_of(UChar32 code_point) {
  // Nothing below the combining marks is wide or without width; a byte that is no UTF-8 shows as one sign.
  if (code_point < 0x300) {
    return 1;
  }
  return has_no_width(code_point) ? 0U : is_wide(code_point) ? 2U : 1U;
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
  while (!utf8.empty()) {
    width += columns_of(next(utf8).value);
  }
  return width;
}

std::size_t fitting_bytes(std::string_view utf8, std::size_t columns) {
  auto rest = utf8;
  std::size_t width = 0;
  while (!rest.empty()) {
    auto const code_point = next(rest);
    width += columns_of(code_point.value);
    if (width > columns) {
      return utf8.size() - rest.size() - code_point.bytes.size();
    }
  }
  return utf8.size();
}

std::string visible(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size());
  while (!bytes.empty()) {
    auto const code_point = next(bytes);
    if (code_point.value >= 0 && !is_control(code_point.value)) {
      text += code_point.bytes;
      continue;
    }
    for (char const byte : code_point.bytes) {
      append_escape(text, static_cast<unsigned char>(byte));
    }
  }
  return text;
}

}  // namespace corsage::report
