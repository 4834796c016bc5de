#include "redirect_taint.hpp"

#include <algorithm>

#include "corsage/url/site.hpp"

namespace corsage::fetch {

// https://fetch.spec.whatwg.org/#concept-request-tainted-origin , one step of the walk along the URL list: the part before
// `next` is already in the request.
RedirectTaint redirect_taint(FetchParams const& params, url::Url const& next) {
  auto const& last = params.request.current_url();
  auto const& origin = params.environment.origin;
  auto const taint = params.request.redirect_taint;
  // 2. A step that stays where it was, or that starts from the page's own origin, taints nothing.
  if (url::same_origin(next, last) || url::same_origin(last, origin)) {
    return taint;
  }
  // 3. From a foreign origin on to another one: at least "same-site", and "cross-site" when both changes cross sites.
  auto const last_origin = url::Origin::of(last);
  if (!url::same_site(url::Origin::of(next), last_origin) && !url::same_site(origin, last_origin)) {
    return RedirectTaint::cross_site;
  }
  return std::max(taint, RedirectTaint::same_site);
}

// https://fetch.spec.whatwg.org/#serializing-a-request-origin
std::string_view serialized_request_origin(FetchParams const& params) {
  // 1. A tainted request hides where it comes from.
  if (params.request.redirect_taint != RedirectTaint::same_origin) {
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
