#include "corsage/base/bytes.hpp"

namespace corsage {

std::string isomorphic_decode(std::string_view bytes) {
  std::string utf8;
  utf8.reserve(bytes.size());
  for (char const byte : bytes) {
    auto const code_point = static_cast<unsigned char>(byte);
    if (code_point < 0x80) {
      utf8.push_back(byte);
    } else {
      utf8.push_back(static_cast<char>(0xC0 | (code_point >> 6)));
      utf8.push_back(static_cast<char>(0x80 | (code_point & 0x3F)));
    }
  }
  return utf8;
}

bool isomorphic_encode(std::string_view utf8, std::string& bytes) {
  auto const length_before = bytes.size();
  for (std::size_t i = 0; i < utf8.size(); ++i) {
    auto const lead = static_cast<unsigned char>(utf8[i]);
    if (lead < 0x80) {
      bytes.push_back(utf8[i]);
      continue;
    }
    // Only the two-byte forms C2 80 to C3 BF are code points U+0080 to U+00FF.
    bool const in_latin1 = (lead == 0xC2 || lead == 0xC3) && i + 1 < utf8.size() &&
                           (static_cast<unsigned char>(utf8[i + 1]) & 0xC0) == 0x80;
    if (!in_latin1) {
      bytes.resize(length_before);
      return false;
    }
    bytes.push_back(static_cast<char>((lead << 6) | (static_cast<unsigned char>(utf8[++i]) & 0x3F)));
  }
  return true;
}

}  // namespace corsage
