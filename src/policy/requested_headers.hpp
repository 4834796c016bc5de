#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "policy_contents.hpp"

namespace corsage::policy {

/// The most that is read of Access-Control-Request-Headers. Browsers send names in lower case, in order, each once, with
/// commas between; proxies put spaces between them, and split them into lines.
inline constexpr std::size_t most_empty_elements = 16;
inline constexpr std::size_t most_white_space = 8;  ///< in a row

/// Firefox repeats a name as often as the page gave the header.
inline constexpr std::size_t most_repeats = 2;  ///< in all

/// More is bounded by the list itself where there is one: it is over when more names were asked for than it has.
inline constexpr std::size_t most_names = 128;
inline constexpr std::size_t longest_name = 256;
inline constexpr std::size_t most_name_bytes = 4096;  ///< in all lines together

/// What a policy makes of the names that a preflight asks for.
struct RequestedHeaders {
  enum class Verdict : std::uint8_t { allowed, refused, malformed };

  Verdict verdict = Verdict::allowed;
  std::string_view offending = {};
};

RequestedHeaders check_requested_headers(Policy::Contents const& policy, std::span<std::string_view const> lines);

}  // namespace corsage::policy
