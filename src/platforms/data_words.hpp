#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// Lists as JSON and YAML write them.
namespace corsage::platforms {

/// A JSON array of strings.
std::string json_array(std::vector<std::string> const& items);

/// A YAML scalar in single quotation marks.
std::string yaml_string(std::string_view text);

/// A YAML list, an item a line, at the indent; "[]" where there is none. Begins with what follows the key's colon.
std::string yaml_list(std::vector<std::string> const& items, std::size_t indent);

}  // namespace corsage::platforms
