#pragma once

#include <string_view>

#include "corsage/base/bytes.hpp"

namespace corsage::gateway {

/// Calls `take` with each element of a comma-separated list, white space around it taken off, empty ones left out.
///
/// https://www.rfc-editor.org/rfc/rfc9110#name-lists-rule-abnf-extension
template <typename Take>
void for_each_element(std::string_view list, Take&& take) {
  while (!list.empty()) {
    auto const comma = list.find(',');
    if (auto const element = strip(list.substr(0, comma), " \t"); !element.empty()) {
      take(element);
    }
    list.remove_prefix(comma == std::string_view::npos ? list.size() : comma + 1);
  }
}

}  // namespace corsage::gateway
