#pragma once

#include <utility>

#include "corsage/gateway/configuration.hpp"
#include "route_table.hpp"

namespace corsage::gateway {

/// A configuration in force, and what is looked up in it.
struct Site {
  explicit Site(Configuration given) : configuration(std::move(given)), routes(configuration.routes) {}
  Site(Site const&) = delete;
  Site& operator=(Site const&) = delete;

  Configuration const configuration;
  RouteTable const routes;
};

}  // namespace corsage::gateway
