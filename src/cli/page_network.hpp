#pragma once

#include "corsage/url/ip_address.hpp"
#include "corsage/url/origin.hpp"
#include "corsage/url/url.hpp"

namespace corsage::cli {

/// The network that a page of this origin comes from, asked of the resolver where its host is a name. A domain that does
/// not resolve is taken for a public one. Reads the network for names, but not for reserved ones (app.test, app.local).
url::IpAddressSpace network_of(url::Origin const& origin);

/// Whether the URL alone says that it leads to this machine or into the local network.
bool is_of_local_network(url::Url const& url);

}  // namespace corsage::cli
