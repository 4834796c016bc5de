#include "timing_allow_origin_check.hpp"

#include <algorithm>

#include "corsage/http/field_values.hpp"
#include "corsage/http/header_names.hpp"
#include "redirect_taint.hpp"

namespace corsage::fetch {

// https://fetch.spec.whatwg.org/#concept-tao-check
bool timing_allow_origin_check(FetchParams const& params, http::HeaderList const& headers) {
  // 2. Once hidden, hidden for good.
  if (params.request.timing_allow_failed) {
    return false;
  }
  // 3.-5. The header names the origin, or everybody.
  if (auto const values = http::get_decode_and_split(headers, http::header::timing_allow_origin)) {
    auto const origin = serialized_request_origin(params);
    bool const is_named =
        std::ranges::any_of(*values, [&](std::string const& value) { return value == "*" || value == origin; });
    if (is_named) {
      return true;
    }
  }
  // 7.-8. Without it only the page's own origin shows its timing.
  return params.request.tainting == ResponseTainting::basic;
}

}  // namespace corsage::fetch
