#pragma once

#include "fetch_params.hpp"

namespace corsage::fetch {

/// https://fetch.spec.whatwg.org/#concept-http-redirect-fetch : on to the Location, by way of main fetch.
Fetched http_redirect_fetch(FetchParams& params, Response const& response);

}  // namespace corsage::fetch
