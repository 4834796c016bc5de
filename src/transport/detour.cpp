#include "detour.hpp"

#include <string_view>

#include "corsage/http/header_names.hpp"

namespace corsage::transport {
namespace {

/// TLS names the server that is wanted, and proves it: there the URL keeps the name, and the connection goes elsewhere.
bool keeps_name(Detour const& detour) {
  return detour.host == DetourHost::of_url && detour.to.scheme() == "https";
}

/// host:port, the port always.
std::string host_and_port(std::string_view host, url::Url const& place) {
  auto const port = place.port().value_or(url::default_port(place.scheme()).value_or(0));
  return std::string(host).append(":").append(std::to_string(port));
}

std::string_view host_of(std::string_view origin) {
  auto const host = origin.substr(origin.find("://") + 3);
  return host.substr(0, host.find(':', host.starts_with('[') ? host.find(']') : 0));
}

}  // namespace

bool is_detoured(fetch::WireRequest const& request, Detour const& detour) {
  return url::same_origin(request.url, detour.from);
}

fetch::WireRequest detoured(fetch::WireRequest request, Detour const& detour) {
  auto const& target = detour.to.path() == "/" ? request.url : detour.to;
  std::string address(detour.to.scheme());
  address += "://";
  address += keeps_name(detour) ? host_and_port(request.url.host(), detour.to)
                                : std::string(detour.to.authority_without_credentials());
  address += target.path_and_query();
  if (detour.host == DetourHost::of_url) {
    request.headers.append("Host", request.url.authority_without_credentials());
  }
  if (request.include_credentials && !detour.cookies.empty()) {
    request.headers.append("Cookie", detour.cookies);
  }
  request.include_credentials = false;
  request.url = url::Url::parse(address).value_or(request.url);
  return request;
}

std::string connect_to_row(Detour const& detour) {
  if (!keeps_name(detour)) {
    return {};
  }
  auto const row = host_and_port(host_of(detour.from.serialized()), detour.to);
  return row + ":" + host_and_port(detour.to.host(), detour.to);
}

}  // namespace corsage::transport
