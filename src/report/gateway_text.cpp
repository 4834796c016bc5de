#include "corsage/report/gateway_text.hpp"

#include <algorithm>
#include <cstdint>

#include <fmt/format.h>

namespace corsage::report {
namespace {

std::string padded(std::string text, std::size_t columns) {
  auto const width = display_width(text);
  return text.append(columns > width ? columns - width : 0, ' ');
}

/// How a page names the listener. Its own machine is "localhost" as in the page's URL, and not 127.0.0.1: those are two
/// sites, and cookies would stay away.
std::string host_of(std::string_view address) {
  if (address == "127.0.0.1" || address == "::1") {
    return "localhost";
  }
  return address.find(':') == std::string_view::npos ? std::string(address) : fmt::format("[{}]", address);
}

std::string url_of(std::string_view scheme, std::string_view address, std::uint16_t port) {
  return fmt::format("{}://{}:{}", scheme, host_of(address), port);
}

}  // namespace

std::string gateway_routes(std::vector<RouteRow> const& rows, Look const& look) {
  TerminalText text(look);
  std::size_t name = 5;
  std::size_t takes = 5;
  std::size_t to = 2;
  for (auto const& row : rows) {
    name = std::max(name, display_width(visible(row.name)));
    takes = std::max(takes, display_width(visible(row.takes)));
    to = std::max(to, display_width(visible(row.to)));
  }
  auto const line = [&](RouteRow const& row, Role role) {
    text.line({{padded(visible(row.name), name + 2), role == Role::plain ? Role::strong : role},
               {padded(visible(row.takes), takes + 2), role},
               {padded(visible(row.to), to + 2), role},
               {visible(row.cors), role}});
  };
  line({.name = "route", .takes = "takes", .to = "to", .cors = "CORS"}, Role::faint);
  for (auto const& row : rows) {
    line(row, Role::plain);
  }
  return text.str();
}

std::string gateway_is_there(GatewayPlace const& place, Look const& look) {
  // Whoever listens at all addresses does so at this machine's own, and the others are no addresses to ask at.
  bool const is_everywhere = place.address == "0.0.0.0" || place.address == "::";
  auto const asked = url_of(place.scheme, is_everywhere ? "127.0.0.1" : place.address, place.port);
  TerminalText text(look);
  text.line({{std::string(text.sign(Sign::pass)), Role::good},
             {fmt::format(" The {} is at ", place.what)},
             {url_of(place.scheme, place.address, place.port), Role::strong}});
  text.line({{"In the page's code: ", Role::faint}, {fmt::format("fetch(\"{}/...\")", asked), Role::code}}, 2);
  return text.str();
}

std::string gateway_tells(std::string_view address, std::uint16_t port, Look const& look) {
  TerminalText text(look);
  text.line({{"How it does: ", Role::faint},
             {url_of("http", address, port) + "/metrics", Role::code},
             {" and "},
             {"/decisions", Role::code}},
            2);
  return text.str();
}

}  // namespace corsage::report
