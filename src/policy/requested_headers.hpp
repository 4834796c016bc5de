#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "policy_contents.hpp"

namespace corsage::policy {

/// The most that is read of Access-Control-Request-Headers, under every policy alike. Browsers send names in lower case, in
/// order, with commas between; proxies put spaces between them, and split them into lines.
inline constexpr std::size_t most_bytes = 8192;  ///< in all lines together, as servers take of a header
inline constexpr std::size_t most_names = 256;
inline constexpr std::size_t most_lines = 32;  ///< with names
inline constexpr std::size_t most_empty_elements = 16;
inline constexpr std::size_t most_white_space = 8;  ///< in a row

/// Firefox repeats a name as often as the page gave the header. Beyond the names of a list, so many may stand there again.
inline constexpr std::size_t most_repeats = 3;

/// What a policy makes of the names that a preflight asks for.
struct RequestedHeaders {
  enum class Verdict : std::uint8_t { allowed, refused, malformed };

  Verdict verdict = Verdict::allowed;
  std::string_view offending = {};
};

RequestedHeaders check_requested_headers(Policy::Contents const& policy, std::span<std::string_view const> lines);

}  // namespace corsage::policy
