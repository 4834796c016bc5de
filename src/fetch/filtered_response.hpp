#pragma once

#include "fetch_params.hpp"

namespace corsage::fetch {

/// https://fetch.spec.whatwg.org/#concept-filtered-response : what the page sees of the response.
Outcome filtered_outcome(FetchParams& params, Response const& response);

/// https://fetch.spec.whatwg.org/#concept-network-error , as the page sees it.
Outcome network_error_outcome();

}  // namespace corsage::fetch
