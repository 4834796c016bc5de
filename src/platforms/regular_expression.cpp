#include "regular_expression.hpp"

namespace corsage::platforms {

std::string regular_expression_of(std::string_view origin) {
  constexpr std::string_view special = "\\^$.|?*+()[]{}";
  std::string text;
  for (char const byte : origin) {
    if (special.find(byte) != std::string_view::npos) {
      text += '\\';
    }
    text += byte;
  }
  return text;
}

}  // namespace corsage::platforms
