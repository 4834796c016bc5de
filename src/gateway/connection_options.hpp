#pragma once

#include <string_view>

#include "corsage/base/bytes.hpp"
#include "head.hpp"
#include "list_elements.hpp"

namespace corsage::gateway {

/// Whether a Connection line makes lines of that name the connection's own.
///
/// https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1
inline bool is_named_by_connection(Head const& head, std::string_view name) {
  bool found = false;
  for (auto const& line : head.lines()) {
    if (line.known == boost::beast::http::field::connection) {
      for_each_element(line.value, [&](std::string_view one) { found |= byte_case_insensitive_equal(one, name); });
    }
  }
  return found;
}

}  // namespace corsage::gateway
