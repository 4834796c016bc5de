#pragma once

#include <optional>
#include <vector>

#include "corsage/formats/written.hpp"
#include "toml_place.hpp"

namespace corsage::formats {

/// Takes the node's text; false where it is none.
bool take_text(toml::node const& node, TomlLines const& lines, std::optional<WrittenText>& text);

/// Takes a text, or a list of them that is not empty; false where it is neither.
bool take_texts(toml::node const& node, TomlLines const& lines, std::vector<WrittenText>& texts);

}  // namespace corsage::formats
