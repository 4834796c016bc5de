#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "corsage/report/terminal_text.hpp"

namespace corsage::report {

/// A gateway's route, as a row of its table.
struct RouteRow {
  std::string name;
  std::string takes;  ///< "any host /api, PUT"
  std::string to;     ///< "127.0.0.1:3000"
  std::string cors;   ///< "off", "enforced: 2 origins"
};

/// The routes in the order in which they are asked.
std::string gateway_routes(std::vector<RouteRow> const& rows, Look const& look);

/// Where a gateway tells how it does.
std::string gateway_tells(std::string_view address, std::uint16_t port, Look const& look);

/// Where somebody can ask, and whom.
struct GatewayPlace {
  std::string_view what = "gateway";  ///< or "relay": as who started it calls it
  std::string_view scheme = "http";   ///< or "https"
  std::string_view address;           ///< numeric
  std::uint16_t port = 0;             ///< TCP
};

/// That a gateway is there, and what to put into the page's code.
std::string gateway_is_there(GatewayPlace const& place, Look const& look);

}  // namespace corsage::report
