#include "data_words.hpp"

#include "policy_words.hpp"

#include <fmt/format.h>

namespace corsage::platforms {

std::string json_array(std::vector<std::string> const& items) {
  return fmt::format("[{}]", quoted_list(items, '"'));
}

std::string yaml_string(std::string_view text) {
  return "'" + with_doubled(text, '\'') + "'";
}

std::string yaml_list(std::vector<std::string> const& items, std::size_t indent) {
  if (items.empty()) {
    return " []\n";
  }
  std::string text = "\n";
  for (auto const& item : items) {
    text += fmt::format("{}- {}\n", std::string(indent, ' '), yaml_string(item));
  }
  return text;
}

}  // namespace corsage::platforms
