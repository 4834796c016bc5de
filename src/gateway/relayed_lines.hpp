#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace corsage::gateway {

enum class Direction : std::uint8_t { to_api, to_page };

/// A header line that does not go through a relay.
struct StoppedLine {
  std::string_view name;  ///< lower case
  Direction direction;
  bool may_pass;  ///< where the route names it
};

/// Those that are stopped. What is not among them goes through.
std::span<StoppedLine const> stopped_lines();

/// Whether a line of that name is stopped where the route lets these pass (lower case).
bool is_stopped(std::string_view name, Direction direction, std::span<std::string const> passed);

}  // namespace corsage::gateway
