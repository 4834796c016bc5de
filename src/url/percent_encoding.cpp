#include "percent_encoding.hpp"

namespace corsage::url {

void append_percent_encoded(std::string_view utf8, ByteSet const& percent_encode_set, std::string& output) {
  constexpr std::string_view upper_hex_digits = "0123456789ABCDEF";
  std::size_t start = 0;
  while (true) {
    // Runs of bytes that stay as they are go over at once.
    auto const encoded = find_first_of(utf8, percent_encode_set, start);
    output.append(utf8, start, encoded - start);
    if (encoded == utf8.size()) {
      return;
    }
    auto const byte = static_cast<unsigned char>(utf8[encoded]);
    output.push_back('%');
    output.push_back(upper_hex_digits[byte >> 4]);
    output.push_back(upper_hex_digits[byte & 0x0F]);
    start = encoded + 1;
  }
}

std::string percent_decode(std::string_view bytes) {
  std::string output;
  output.reserve(bytes.size());
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    // A '%' that no two hex digits follow is a '%'.
    bool const is_encoded = bytes[i] == '%' && i + 2 < bytes.size() && ascii_hex_digits.contains(bytes[i + 1]) &&
                            ascii_hex_digits.contains(bytes[i + 2]);
    if (!is_encoded) {
      output.push_back(bytes[i]);
      continue;
    }
    output.push_back(static_cast<char>(hex_digit_value(bytes[i + 1]) * 16 + hex_digit_value(bytes[i + 2])));
    i += 2;
  }
  return output;
}

}  // namespace corsage::url
