#pragma once

#include <string>
#include <vector>

#include "fetch_params.hpp"

namespace corsage::fetch {

/// The CORS-unsafe names that the request's preflight asks for; profiles may still name headers that are gone.
std::vector<std::string> preflighted_header_names(FetchParams const& params);

/// https://fetch.spec.whatwg.org/#cors-preflight-fetch-0 : asks, checks the answer, and remembers it.
Fetched cors_preflight_fetch(FetchParams& params, std::vector<std::string> const& unsafe_names);

}  // namespace corsage::fetch
