#include "route_table.hpp"

#include <algorithm>
#include <string>
#include <tuple>

#include "corsage/base/bytes.hpp"

namespace corsage::gateway {
namespace {

bool takes(Route const& route, std::string_view host, std::string_view path, std::string_view method) {
  return (route.host.empty() || byte_case_insensitive_equal(route.host, host)) && is_below(path, route.path_prefix) &&
         (route.methods.empty() || std::ranges::find(route.methods, method) != route.methods.end());
}

/// `.` and `..` with their dots in any spelling.
bool is_dot_segment(std::string_view segment) {
  std::size_t dots = 0;
  while (!segment.empty()) {
    bool const is_escaped = segment.size() >= 3 && byte_case_insensitive_equal(segment.substr(0, 3), "%2e");
    if (!is_escaped && segment.front() != '.') {
      return false;
    }
    segment.remove_prefix(is_escaped ? 3 : 1);
    ++dots;
  }
  return dots == 1 || dots == 2;
}

/// Servers differ in whether `%2F` and `%5C` part segments: here they do.
bool has_dot_segment(std::string_view path) {
  std::string segment;
  for (std::size_t at = 0; at <= path.size(); ++at) {
    auto const escaped = path.substr(std::min(at, path.size()), 3);
    bool const is_escaped = byte_case_insensitive_equal(escaped, "%2f") || byte_case_insensitive_equal(escaped, "%5c");
    if (at == path.size() || path[at] == '/' || is_escaped) {
      if (is_dot_segment(segment)) {
        return true;
      }
      segment.clear();
      at += is_escaped ? 2 : 0;
    } else {
      segment += path[at];
    }
  }
  return false;
}

/// Whether a byte-wise look is needed at all: hardly a path has any of these.
bool may_have_dot_segment(std::string_view path) {
  return path.find("/.") != std::string_view::npos || path.find('%') != std::string_view::npos;
}

bool has_escaped(std::string_view path, std::string_view hex) {
  for (auto at = path.find('%'); at != std::string_view::npos; at = path.find('%', at + 1)) {
    if (byte_case_insensitive_equal(path.substr(at + 1, hex.size()), hex)) {
      return true;
    }
  }
  return false;
}

}  // namespace

std::string_view host_without_port(std::string_view host) {
  auto const colon = host.rfind(':');
  auto const bracket = host.rfind(']');
  bool const has_port = colon != std::string_view::npos && (bracket == std::string_view::npos || colon > bracket);
  auto name = host.substr(0, has_port ? colon : host.size());
  if (name.ends_with('.')) {
    name.remove_suffix(1);
  }
  return name;
}

bool is_below(std::string_view path, std::string_view prefix) {
  if (!path.starts_with(prefix)) {
    return false;
  }
  return prefix.ends_with('/') || path.size() == prefix.size() || path[prefix.size()] == '/';
}

TargetPath path_of(std::string_view target) {
  auto const path = target.substr(0, target.find('?'));
  if (target == "*") {
    return {.path = target, .is_plain = true};
  }
  bool const is_odd = !path.starts_with('/') || path.find('\\') != std::string_view::npos ||
                      target.find('#') != std::string_view::npos || has_escaped(path, "00") ||
                      (may_have_dot_segment(path) && has_dot_segment(path));
  return {.path = path, .is_plain = !is_odd};
}

RouteTable::RouteTable(std::vector<Route> const& routes) {
  for (auto const& route : routes) {
    routes_.push_back(&route);
  }
  // They stand in one row, so that the first that was written has the lowest address.
  std::ranges::sort(routes_, {}, [](Route const* route) {
    return std::tuple(route->host.empty(), std::size_t{0} - route->path_prefix.size(), route->methods.empty(), route);
  });
}

Route const* RouteTable::find(std::string_view host, std::string_view path, std::string_view method) const {
  auto const name = host_without_port(host);
  auto const found = std::ranges::find_if(
      routes_, [&](Route const* route) { return takes(*route, name, path == "*" ? "/" : path, method); });
  return found == routes_.end() ? nullptr : *found;
}

std::vector<Route const*> RouteTable::of_host(std::string_view host) const {
  std::vector<Route const*> found;
  std::ranges::copy_if(routes_, std::back_inserter(found), [name = host_without_port(host)](Route const* route) {
    return route->host.empty() || byte_case_insensitive_equal(route->host, name);
  });
  return found;
}

}  // namespace corsage::gateway
