#pragma once

#include <optional>

#include "fetch_params.hpp"

namespace corsage::fetch {

/// https://fetch.spec.whatwg.org/#should-response-to-request-be-blocked-due-to-mime-type? and
/// https://fetch.spec.whatwg.org/#should-response-to-request-be-blocked-due-to-nosniff? . Nothing when allowed.
Blocked mime_type_check(FetchParams& params, Response const& response);

}  // namespace corsage::fetch
