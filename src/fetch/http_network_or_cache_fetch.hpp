#pragma once

#include "fetch_params.hpp"

namespace corsage::fetch {

/// https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch , for the request itself.
Fetched http_network_or_cache_fetch(FetchParams& params);

/// https://fetch.spec.whatwg.org/#concept-http-network-fetch : sends the exchange, and gives its answer or why none came.
Fetched http_network_fetch(FetchParams& params, WireRequest const& wire);

}  // namespace corsage::fetch
