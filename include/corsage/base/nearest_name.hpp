#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace corsage {

/// How many single-byte insertions, removals, replacements and swaps of neighbours turn one text into the other.
std::size_t edit_distance(std::string_view left, std::string_view right);

/// The name that was probably meant: the nearest one, when it is near enough to be a slip of the hand.
std::optional<std::string> nearest_name(std::string_view typed, std::span<std::string const> names);

/// "; did you mean 'NAME'?", or nothing when no name is near.
std::string did_you_mean(std::string_view typed, std::span<std::string const> names);

}  // namespace corsage
