#pragma once

#include "corsage/url/ip_address.hpp"
#include "corsage/url/origin.hpp"

namespace corsage::cli {

/// The network that a page of this origin comes from, asked of the resolver where its host is a name. `unknown` where
/// the name does not resolve. Reads the network for names; reserved ones (a.test) are not asked for.
url::IpAddressSpace network_of(url::Origin const& origin);

}  // namespace corsage::cli
