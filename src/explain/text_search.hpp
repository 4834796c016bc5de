#pragma once

#include <algorithm>
#include <string_view>

#include "corsage/base/bytes.hpp"

namespace corsage::explain {

/// Whether `part` stands in `text`, in any case of its letters. An empty part stands everywhere.
inline bool contains_in_any_case(std::string_view text, std::string_view part) {
  auto const lower = [](char byte) { return byte_lowercase(byte); };
  return part.empty() || !std::ranges::search(text, part, {}, lower, lower).empty();
}

}  // namespace corsage::explain
