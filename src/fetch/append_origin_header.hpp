#pragma once

#include "fetch_params.hpp"

namespace corsage::fetch {

/// https://fetch.spec.whatwg.org/#append-a-request-origin-header , to the headers of the exchange about to be made.
void append_request_origin_header(FetchParams const& params, http::HeaderList& headers);

}  // namespace corsage::fetch
