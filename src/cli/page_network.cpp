#include "page_network.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "corsage/url/site.hpp"

#include <netdb.h>
#include <sys/socket.h>

namespace corsage::cli {
namespace {

/// Names by their ends, which say enough: asking costs time, and tells others what is tested here.
struct NameRow {
  std::string_view ending;
  url::IpAddressSpace space;
};

constexpr std::array names{
    // https://www.rfc-editor.org/rfc/rfc6761#section-6 : where such a page comes from is a matter of the hosts file.
    NameRow{".test", url::IpAddressSpace::unknown},
    NameRow{".example", url::IpAddressSpace::unknown},
    NameRow{".invalid", url::IpAddressSpace::unknown},
    // Documentation's, in the place of somebody's own.
    NameRow{".example.com", url::IpAddressSpace::public_},
    NameRow{".example.net", url::IpAddressSpace::public_},
    NameRow{".example.org", url::IpAddressSpace::public_},
    // https://www.rfc-editor.org/rfc/rfc6762#appendix-G and https://www.rfc-editor.org/rfc/rfc8375
    NameRow{".local", url::IpAddressSpace::local},
    NameRow{".internal", url::IpAddressSpace::local},
    NameRow{".intranet", url::IpAddressSpace::local},
    NameRow{".private", url::IpAddressSpace::local},
    NameRow{".corp", url::IpAddressSpace::local},
    NameRow{".home", url::IpAddressSpace::local},
    NameRow{".lan", url::IpAddressSpace::local},
    NameRow{".home.arpa", url::IpAddressSpace::local},
};

/// What is known of a name without asking; nothing where only a resolver knows.
std::optional<url::IpAddressSpace> network_of_name(std::string_view host) {
  auto const dotted = "." + std::string(host);
  auto const* const row =
      std::ranges::find_if(names, [&](NameRow const& name) { return dotted.ends_with(name.ending); });
  return row == names.end() ? std::nullopt : std::optional(row->space);
}

/// The network of a name that does not resolve: a domain of the public web is taken to be there, wherever this runs.
url::IpAddressSpace network_without_address(std::string_view host) {
  return url::registrable_domain(host).empty() ? url::IpAddressSpace::unknown : url::IpAddressSpace::public_;
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
  if (auto const space = network_of_name(origin.host())) {
    return *space;
  }
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  if (getaddrinfo(std::string(origin.host()).c_str(), nullptr, &hints, &found) != 0) {
    return network_without_address(origin.host());
  }
  std::unique_ptr<addrinfo, void (*)(addrinfo*)> const addresses(found, &freeaddrinfo);
  std::array<char, NI_MAXHOST> number{};
  if (getnameinfo(addresses->ai_addr, addresses->ai_addrlen, number.data(), number.size(), nullptr, 0,
                  NI_NUMERICHOST) != 0) {
    return IpAddressSpace::unknown;
  }
  return url::address_space_of_ip(number.data()).value_or(IpAddressSpace::unknown);
}

bool is_of_local_network(url::Url const& url) {
  auto const space = url::address_space_of_ip(url.host());
  return url::is_loopback_host(url.host()) || url.host().ends_with(".local") ||
         space == url::IpAddressSpace::loopback || space == url::IpAddressSpace::local;
}

}  // namespace corsage::cli
