#pragma once

#include <string_view>
#include <vector>

#include "corsage/gateway/configuration.hpp"

namespace corsage::gateway {

/// Whether the path lies at or below the prefix, by whole segments: `/api` holds `/api`, `/api/x` and not `/apis`.
bool is_below(std::string_view path, std::string_view prefix);

/// A Host line's value without the port and without a dot at the end.
std::string_view host_without_port(std::string_view host);

/// A request-target's path, as routes compare it: without the query. Nothing that could be taken for another path by
/// who is behind the gateway comes through: no fragment, no `.` or `..` segment in any spelling, no backslash, no NUL.
///
/// https://www.rfc-editor.org/rfc/rfc9112#name-request-target
struct TargetPath {
  std::string_view path;
  bool is_plain = false;
};
TargetPath path_of(std::string_view target);

/// Finds a request's route: one that names its host before one that names none, then the longest path prefix, then one
/// that names its method before one that names none, then the first that was written.
class RouteTable {
 public:
  explicit RouteTable(std::vector<Route> const& routes);

  /// Null where no route takes the request. `host` may have a port and any case.
  Route const* find(std::string_view host, std::string_view path, std::string_view method) const;

  /// Those that take something of the host's.
  std::vector<Route const*> of_host(std::string_view host) const;

 private:
  std::vector<Route const*> routes_;  ///< in the order in which they are asked
};

}  // namespace corsage::gateway
