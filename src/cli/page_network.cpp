#include "page_network.hpp"

#include <array>
#include <memory>
#include <string>

#include <netdb.h>
#include <sys/socket.h>

namespace corsage::cli {

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
