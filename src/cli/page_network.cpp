#include "page_network.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "corsage/base/bytes.hpp"
#include "corsage/transport/resolve_row.hpp"
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

/// Asks the resolver.
url::IpAddressSpace network_of_address(std::string_view host) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  if (getaddrinfo(std::string(host).c_str(), nullptr, &hints, &found) != 0) {
    return network_without_address(host);
  }
  std::unique_ptr<addrinfo, void (*)(addrinfo*)> const addresses(found, &freeaddrinfo);
  std::array<char, NI_MAXHOST> number{};
  if (getnameinfo(addresses->ai_addr, addresses->ai_addrlen, number.data(), number.size(), nullptr, 0,
                  NI_NUMERICHOST) != 0) {
    return url::IpAddressSpace::unknown;
  }
  return url::address_space_of_ip(number.data()).value_or(url::IpAddressSpace::unknown);
}

/// What --resolve says of the host, at whatever port.
std::optional<url::IpAddressSpace> network_of_rows(std::string_view host, std::vector<std::string> const& rows) {
  for (auto const& row : rows) {
    auto const parts = transport::parse_resolve(row);
    if (parts && byte_case_insensitive_equal(parts->host, host)) {
      return url::address_space_of_ip(parts->addresses.substr(0, parts->addresses.find(',')));
    }
  }
  return std::nullopt;
}

}  // namespace

url::IpAddressSpace PageNetworks::of(url::Origin const& origin) {
  auto const known = known_.find(origin.serialized());
  return known != known_.end() ? known->second : known_.emplace(origin.serialized(), find(origin)).first->second;
}

void PageNetworks::tell(fetch::Environment& page) {
  if (page.profile->enforces_local_network_access) {
    page.address_space = of(page.origin);
  }
}

url::IpAddressSpace PageNetworks::find(url::Origin const& origin) const {
  if (origin.is_opaque()) {
    return url::IpAddressSpace::unknown;
  }
  auto const host = origin.host();
  if (auto const space = network_of_rows(host, options_.resolve)) {
    return *space;
  }
  if (url::is_loopback_host(host)) {
    return url::IpAddressSpace::loopback;
  }
  if (auto const space = url::address_space_of_ip(host)) {
    return *space;
  }
  if (auto const space = network_of_name(host)) {
    return *space;
  }
  return options_.proxy.empty() ? network_of_address(host) : network_without_address(host);
}

bool is_of_local_network(url::Url const& url) {
  auto const space = url::address_space_of_ip(url.host());
  return url::is_loopback_host(url.host()) || url.host().ends_with(".local") ||
         space == url::IpAddressSpace::loopback || space == url::IpAddressSpace::local;
}

}  // namespace corsage::cli
