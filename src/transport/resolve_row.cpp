#include "corsage/transport/resolve_row.hpp"

#include <algorithm>

namespace corsage::transport {

std::optional<ResolveRow> parse_resolve(std::string_view text) {
  auto const host_from = text.starts_with('[') ? std::min(text.find(']'), text.size()) : 0;
  auto const host_end = text.find(':', host_from);
  auto const port_end = host_end == std::string_view::npos ? host_end : text.find(':', host_end + 1);
  if (port_end == std::string_view::npos) {
    return std::nullopt;
  }
  ResolveRow const row{.host = text.substr(0, host_end),
                       .port = text.substr(host_end + 1, port_end - host_end - 1),
                       .addresses = text.substr(port_end + 1)};
  return row.host.empty() || row.port.empty() || row.addresses.empty() ? std::nullopt : std::optional(row);
}

}  // namespace corsage::transport
