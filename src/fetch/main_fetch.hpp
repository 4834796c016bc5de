#pragma once

#include "fetch_params.hpp"

namespace corsage::fetch {

/// https://fetch.spec.whatwg.org/#concept-main-fetch , as run anew for every hop (steps 6 to 12).
Fetched main_fetch(FetchParams& params);

/// What follows when no hop is left (steps 14 to 22): checks of the final response, and the filter.
Outcome main_fetch_end(FetchParams& params, Response const& response);

}  // namespace corsage::fetch
