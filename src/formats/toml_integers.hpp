#pragma once

#include <optional>
#include <string>

#include "corsage/base/source_range.hpp"

namespace corsage::formats {

/// An integer of more digits than TOML's 64 bits are sure to hold.
struct LongInteger {
  SourceRange range;
  std::string text;  ///< as it is written
  std::string key;   ///< whose value it is; empty where it is no key's alone
};

/// The one at a place where toml++ found a mistake; nothing where something else stands there.
std::optional<LongInteger> long_integer_at(SourceRange const& mistake);

/// Puts an ordinary number into its place: one that any key with a number can have, with spaces in front, so that nothing
/// behind it moves.
void replace_integer(std::string& toml, LongInteger const& integer);

}  // namespace corsage::formats
