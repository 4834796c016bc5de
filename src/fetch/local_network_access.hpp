#pragma once

#include <optional>

#include "fetch_params.hpp"

namespace corsage::fetch {

/// https://wicg.github.io/local-network-access/#fetching : may this page reach an address in `target`?
/// Nothing when it may (or the profile does not ask).
Blocked local_network_access_check(FetchParams& params, url::IpAddressSpace target, At at);

/// What the URL alone tells of where it leads: loopback names and numeric addresses; `unknown` otherwise.
url::IpAddressSpace address_space_of_url(url::Url const& url);

}  // namespace corsage::fetch
