#include "page_network.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <string_view>

#include <netdb.h>
#include <sys/socket.h>

namespace corsage::cli {
namespace {

/// Names that no resolver knows: https://www.rfc-editor.org/rfc/rfc6761#section-6 . Asking costs time, and tells others
/// what is tested here.
bool is_never_resolved(std::string_view host) {
  constexpr std::array<std::string_view, 3> endings{".test", ".example", ".invalid"};
  return std::ranges::any_of(endings, [host](std::string_view ending) { return host.ends_with(ending); });
}

}  // namespace

url::IpAddressSpace network_of(url::Origin const& origin) {
  using url::IpAddressSpace;
  if (origin.is_opaque()) {
    return IpAddressSpace::unknown;
  }
  if (url::is_loopback_host(origin.host())) {
    return IpAddressSpace::loopback;
  }
  if (auto const space = url::address_space_of_ip(origin.host())) {
    return *space;
  }
  if (is_never_resolved(origin.host())) {
    return IpAddressSpace::unknown;
  }
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  if (getaddrinfo(std::string(origin.host()).c_str(), nullptr, &hints, &found) != 0) {
    return IpAddressSpace::unknown;
  }
  std::unique_ptr<addrinfo, void (*)(addrinfo*)> const addresses(found, &freeaddrinfo);
  std::array<char, NI_MAXHOST> number{};
  if (getnameinfo(addresses->ai_addr, addresses->ai_addrlen, number.data(), number.size(), nullptr, 0,
                  NI_NUMERICHOST) != 0) {
    return IpAddressSpace::unknown;
  }
  return url::address_space_of_ip(number.data()).value_or(IpAddressSpace::unknown);
}

}  // namespace corsage::cli
