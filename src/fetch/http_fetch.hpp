#pragma once

#include <cstdint>

#include "fetch_params.hpp"

namespace corsage::fetch {

enum class MakeCorsPreflight : std::uint8_t { no, yes };

/// https://fetch.spec.whatwg.org/#concept-http-fetch
Fetched http_fetch(FetchParams& params, MakeCorsPreflight make_cors_preflight);

}  // namespace corsage::fetch
