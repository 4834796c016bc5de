#pragma once

#include "fetch_params.hpp"

namespace corsage::fetch {

/// https://fetch.spec.whatwg.org/#concept-scheme-fetch
Fetched scheme_fetch(FetchParams& params);

}  // namespace corsage::fetch
