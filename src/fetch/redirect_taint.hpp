#pragma once

#include <string_view>

#include "fetch_params.hpp"

namespace corsage::fetch {

/// https://fetch.spec.whatwg.org/#concept-request-tainted-origin : whether the last step along the URL list, to the current
/// URL, taints the request's origin.
bool is_tainted_by_last_redirect(FetchParams const& params);

/// https://fetch.spec.whatwg.org/#serializing-a-request-origin : "null" once redirects tainted it.
std::string_view serialized_request_origin(FetchParams const& params);

/// The same for a preflight: profiles may overlook the taint there.
std::string_view preflight_request_origin(FetchParams const& params);

}  // namespace corsage::fetch
