#pragma once

#include <map>
#include <string>

#include "corsage/fetch/environment.hpp"
#include "corsage/url/ip_address.hpp"
#include "corsage/url/origin.hpp"
#include "corsage/url/url.hpp"
#include "network_options.hpp"

namespace corsage::cli {

/// The networks that pages come from.
class PageNetworks {
 public:
  explicit PageNetworks(NetworkOptions const& options) : options_(options) {}

  /// The network that a page of this origin comes from: where --resolve says, otherwise asked of the resolver where its
  /// host is a name. A domain that does not resolve is taken for a public one. Reads the network for names, but not for
  /// reserved ones (app.test, app.local), and for none with --proxy: then it is the proxy that knows names.
  url::IpAddressSpace of(url::Origin const& origin);

  /// Tells the page its network, where its browser cares.
  void tell(fetch::Environment& page);

 private:
  url::IpAddressSpace find(url::Origin const& origin) const;

  NetworkOptions const& options_;
  std::map<std::string, url::IpAddressSpace, std::less<>> known_;
};

/// Whether the URL alone says that it leads to this machine or into the local network.
bool is_of_local_network(url::Url const& url);

}  // namespace corsage::cli
