#pragma once

#include <optional>

#include "fetch_params.hpp"

namespace corsage::fetch {

/// https://fetch.spec.whatwg.org/#concept-cors-check of the request against the exchange's answer.
/// Nothing on success, else the network error; the event says which way it failed.
Blocked cors_check(FetchParams& params, http::HeaderList const& headers, At at);

}  // namespace corsage::fetch
