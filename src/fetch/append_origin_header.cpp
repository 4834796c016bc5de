#include "append_origin_header.hpp"

#include "corsage/http/header_names.hpp"
#include "redirect_taint.hpp"

namespace corsage::fetch {
namespace {

/// Whether the referrer policy hides the origin of a request that is no CORS request.
bool is_blanked_by_referrer_policy(FetchParams const& params) {
  auto const& origin = params.environment.origin;
  auto const& url = params.request.current_url();
  switch (params.request.referrer_policy) {
    case ReferrerPolicy::no_referrer: return true;
    case ReferrerPolicy::no_referrer_when_downgrade:
    case ReferrerPolicy::strict_origin:
    case ReferrerPolicy::strict_origin_when_cross_origin: return origin.scheme() == "https" && url.scheme() != "https";
    case ReferrerPolicy::same_origin: return !url::same_origin(url, origin);
    case ReferrerPolicy::empty:
    case ReferrerPolicy::origin:
    case ReferrerPolicy::origin_when_cross_origin:
    case ReferrerPolicy::unsafe_url: return false;
  }
  return false;
}

}  // namespace

// https://fetch.spec.whatwg.org/#append-a-request-origin-header
void append_request_origin_header(FetchParams const& params, http::HeaderList& headers) {
  auto const& request = params.request;
  // 1. Hidden when redirects tainted the request.
  auto const origin = serialized_request_origin(params);
  // 2. A CORS request always says where it comes from, and so do WebSocket and WebTransport.
  if (request.tainting == ResponseTainting::cors || params.made.mode == RequestMode::websocket ||
      params.made.mode == RequestMode::webtransport) {
    headers.append(http::header::origin, origin);
    return;
  }
  // 3. Otherwise GET and HEAD do not say.
  bool const is_get_or_head = request.method == "GET" || request.method == "HEAD";
  if (is_get_or_head && !request.quirks.keeps_origin_header) {
    return;
  }
  // 3.1. Where CORS was not asked for, the referrer policy may hide the origin.
  bool const is_blanked = params.made.mode != RequestMode::cors && params.profile.blanks_origin_by_referrer_policy &&
                          is_blanked_by_referrer_policy(params);
  headers.append(http::header::origin, is_blanked ? std::string_view("null") : origin);
}

}  // namespace corsage::fetch
