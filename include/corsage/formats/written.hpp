#pragma once

#include <string>

#include "corsage/base/source_range.hpp"

namespace corsage::formats {

/// A value as it stands in a file.
template <typename Value>
struct Written {
  Value value = {};
  SourceRange range = {};
};

using WrittenText = Written<std::string>;

}  // namespace corsage::formats
