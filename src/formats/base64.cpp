#include "corsage/formats/base64.hpp"

#include <array>
#include <cstddef>
#include <cstdint>

namespace corsage::formats {

namespace {

constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::uint8_t not_in_alphabet = 0xFF;

constexpr auto values = [] {
  std::array<std::uint8_t, 256> table{};
  table.fill(not_in_alphabet);
  for (std::size_t value = 0; value < alphabet.size(); ++value) {
    table[static_cast<unsigned char>(alphabet[value])] = static_cast<std::uint8_t>(value);
  }
  return table;
}();

}  // namespace

void append_base64(std::string& base64, std::string_view bytes) {
  base64.reserve(base64.size() + (bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    auto const here = bytes.substr(i, 3);
    std::uint32_t group = 0;
    for (std::size_t j = 0; j < 3; ++j) {
      group = (group << 8) | (j < here.size() ? static_cast<unsigned char>(here[j]) : 0U);
    }
    for (std::size_t j = 0; j < 4; ++j) {
      base64.push_back(j <= here.size() ? alphabet[(group >> (18 - 6 * j)) & 0x3F] : '=');
    }
  }
}

bool decode_base64(std::string_view base64, std::string& bytes) {
  if (base64.size() % 4 != 0) {
    return false;
  }
  auto const length_before = bytes.size();
  std::size_t padding = 0;
  while (padding < 2 && padding < base64.size() && base64[base64.size() - 1 - padding] == '=') {
    ++padding;
  }
  auto const digits = base64.substr(0, base64.size() - padding);
  std::uint32_t group = 0;
  int bits = 0;
  for (char const digit : digits) {
    auto const value = values[static_cast<unsigned char>(digit)];
    if (value == not_in_alphabet) {
      bytes.resize(length_before);
      return false;
    }
    group = (group << 6) | value;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes.push_back(static_cast<char>((group >> bits) & 0xFF));
      group &= (1U << bits) - 1;
    }
  }
  return true;
}

}  // namespace corsage::formats
