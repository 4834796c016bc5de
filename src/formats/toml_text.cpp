#include "toml_text.hpp"

#include <fmt/format.h>

namespace corsage::formats {

std::string toml_string(std::string_view text) {
  std::string quoted = "\"";
  for (char const byte : text) {
    if (byte == '"' || byte == '\\') {
      quoted += '\\';
      quoted += byte;
    } else if (static_cast<unsigned char>(byte) < ' ' || byte == '\x7F') {
      quoted += fmt::format("\\u{:04X}", static_cast<unsigned char>(byte));
    } else {
      quoted += byte;
    }
  }
  return quoted + '"';
}

}  // namespace corsage::formats
