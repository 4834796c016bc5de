#pragma once

#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

#include "corsage/gateway/configuration.hpp"
#include "relay_state.hpp"
#include "route_table.hpp"

namespace corsage::gateway {

/// A configuration in force, what is looked up in it, and what its relays remember.
struct Site {
  explicit Site(Configuration given) : configuration(std::move(given)), routes(configuration.routes) {
    for (auto const& route : configuration.routes) {
      relays_.push_back(route.relay ? std::make_unique<RelayState>(*route.relay) : nullptr);
    }
  }
  Site(Site const&) = delete;
  Site& operator=(Site const&) = delete;
  ~Site() = default;

  /// What one of its routes remembers; null where it is no relay.
  RelayState* relay_of(Route const& route) const {
    return relays_[static_cast<std::size_t>(&route - configuration.routes.data())].get();
  }

  Configuration const configuration;
  RouteTable const routes;

 private:
  std::vector<std::unique_ptr<RelayState>> relays_;
};

}  // namespace corsage::gateway
