#pragma once

#include <optional>

#include "fetch_params.hpp"

namespace corsage::fetch {

/// https://fetch.spec.whatwg.org/#cross-origin-resource-policy-check for an opaque response. Nothing when allowed.
Blocked cross_origin_resource_policy_check(FetchParams& params, http::HeaderList const& headers, At at);

}  // namespace corsage::fetch
