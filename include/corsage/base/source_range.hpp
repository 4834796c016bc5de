#pragma once

#include <cstddef>

#include "corsage/base/shared_text.hpp"

namespace corsage {

/// A place in an input that a person wrote: what a caret points at. Lines and columns count from 1, columns in bytes;
/// 0 means "not in a file" (an option on the command line, say).
struct SourceRange {
  SharedText source = {};  ///< the file's name, an option's name, or "standard input"
  std::size_t line = 0;    ///< 1 is the first line
  std::size_t column = 0;  ///< 1 is the first byte
  std::size_t length = 0;  ///< bytes underlined; 0 points between two bytes
  SharedText text = {};    ///< the line, as written

  bool operator==(SourceRange const&) const = default;
};

}  // namespace corsage
