#include "redirect_taint.hpp"

namespace corsage::fetch {

// One step of the walk along the URL list: the part before is already in the request.
bool is_tainted_by_last_redirect(FetchParams const& params) {
  auto const& urls = params.request.url_list;
  if (urls.size() < 2) {
    return false;
  }
  auto const& last = urls[urls.size() - 2];
  // 2. A step that stays where it was, or that starts from the page's own origin, taints nothing; from a foreign origin on
  // to another one does.
  return !url::same_origin(urls.back(), last) && !url::same_origin(last, params.environment.origin);
}

// https://fetch.spec.whatwg.org/#serializing-a-request-origin
std::string_view serialized_request_origin(FetchParams const& params) {
  // 1. A tainted request hides where it comes from.
  if (params.request.has_tainted_origin) {
    return "null";
  }
  // 2. Otherwise the page's origin.
  return params.environment.origin.serialized();
}

std::string_view preflight_request_origin(FetchParams const& params) {
  return params.profile.preflight_ignores_taint ? params.environment.origin.serialized()
                                                : serialized_request_origin(params);
}

}  // namespace corsage::fetch
