#pragma once

#include "fetch_params.hpp"

namespace corsage::fetch {

/// https://fetch.spec.whatwg.org/#concept-tao-check : whether the page may see how long things took.
bool timing_allow_origin_check(FetchParams const& params, http::HeaderList const& headers);

}  // namespace corsage::fetch
