#pragma once

#include <string>
#include <string_view>

#include "corsage/base/result.hpp"

namespace corsage::formats {

/// A header that a page sets.
struct HeaderLine {
  std::string name;
  std::string value;  ///< bytes: U+00E9 is byte 0xE9
};

/// Reads "NAME: VALUE", as people write the headers that a page's script sets. A value that is no UTF-8 is bytes as it
/// stands. What fetch() rejects is a mistake.
Result<HeaderLine> read_header_line(std::string_view line);

}  // namespace corsage::formats
