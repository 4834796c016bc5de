#pragma once

#include <optional>

#include "fetch_params.hpp"

namespace corsage::fetch {

/// https://fetch.spec.whatwg.org/#dom-request and https://xhr.spec.whatwg.org/#the-send()-method : from what a script
/// gave to the request that is fetched. Nothing on success; a network error where script gets a TypeError at once.
Blocked make_request(FetchParams& params);

}  // namespace corsage::fetch
