#include "take_text.hpp"

#include <utility>

namespace corsage::formats {

bool take_text(toml::node const& node, TomlLines const& lines, std::optional<WrittenText>& text) {
  auto const* const written = node.as_string();
  if (written == nullptr) {
    return false;
  }
  text = WrittenText{.value = written->get(), .range = lines.range_of(node.source())};
  return true;
}

bool take_texts(toml::node const& node, TomlLines const& lines, std::vector<WrittenText>& texts) {
  std::optional<WrittenText> text;
  if (take_text(node, lines, text)) {
    texts.push_back(*std::move(text));
    return true;
  }
  auto const* const list = node.as_array();
  if (list == nullptr || list->empty()) {
    return false;
  }
  for (auto const& entry : *list) {
    if (!take_text(entry, lines, text)) {
      return false;
    }
    texts.push_back(*std::move(text));
  }
  return true;
}

}  // namespace corsage::formats
