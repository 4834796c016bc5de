#include "main_fetch.hpp"

#include "bad_port.hpp"
#include "cors_request_headers.hpp"
#include "corsage/http/header_names.hpp"
#include "corsage/http/method.hpp"
#include "fetch_metadata.hpp"
#include "filtered_response.hpp"
#include "http_fetch.hpp"
#include "mime_type_blocking.hpp"
#include "mixed_content.hpp"
#include "preflight_cache_key.hpp"
#include "redirect_taint.hpp"
#include "referrer.hpp"
#include "scheme_fetch.hpp"

namespace corsage::fetch {
namespace {

using trace::ArgumentName;
using trace::Reason;
using trace::Step;

// Step 7: what never reaches the network.
Blocked blocked_before_the_network(FetchParams& params) {
  auto const& url = params.request.current_url();
  if (should_be_blocked_due_to_bad_port(url)) {
    return params.block(Step::main_fetch_7_bad_port, Reason::bad_port, {},
                        {{ArgumentName::url, url.href()}, {ArgumentName::port, std::to_string(*url.port())}});
  }
  if (should_be_blocked_as_mixed_content(params)) {
    return params.block(Step::main_fetch_7_mixed_content, Reason::mixed_content, {}, {{ArgumentName::url, url.href()}});
  }
  return std::nullopt;
}

// Steps 8 and 9. The narrowed referrer is stored: a later hop cannot widen it again.
void narrow_referrer(FetchParams& params) {
  auto& request = params.request;
  if (request.referrer_policy == ReferrerPolicy::empty) {
    request.referrer_policy = params.environment.referrer_policy;
  }
  if (request.referrer_policy == ReferrerPolicy::empty) {
    request.referrer_policy = ReferrerPolicy::strict_origin_when_cross_origin;
  }
  if (request.referrer) {
    request.referrer = determine_referrer(request.referrer, request.current_url(), request.referrer_policy);
  }
}

/// Whether method or headers are such that another origin has to be asked.
bool is_unsafe(FetchParams const& params) {
  return !http::is_cors_safelisted_method(params.request.method) ||
         !cors_unsafe_request_header_names(params.request.headers, params.profile).empty();
}

/// Whether a fetch with tainting "cors" has to ask first.
bool needs_preflight(FetchParams const& params) {
  return params.uses_cors_preflight() || params.request.quirks.keeps_asking ||
         (params.made.unsafe_request && is_unsafe(params));
}

// Step 12, the arms for requests that leave the page's origin.
Fetched fetch_across_origins(FetchParams& params) {
  auto& request = params.request;
  auto const& url = request.current_url();
  switch (params.made.mode) {
    case RequestMode::same_origin:
      return params.block(Step::main_fetch_12_same_origin, Reason::cross_origin_in_same_origin_mode, {},
                          {{ArgumentName::url, url.href()}});
    case RequestMode::no_cors:
      // Only a browser that follows redirects itself can keep such an answer opaque.
      if (params.made.redirect != RedirectMode::follow) {
        return params.block(Step::main_fetch_12_no_cors, Reason::no_cors_redirect_mode);
      }
      request.tainting = ResponseTainting::opaque;
      return scheme_fetch(params);
    case RequestMode::cors:
    case RequestMode::navigate:
    case RequestMode::websocket:
    case RequestMode::webtransport: break;
  }
  // CORS is spoken over HTTP only.
  if (!url.has_http_scheme()) {
    return params.block(Step::main_fetch_12_scheme, Reason::scheme_not_http, {},
                        {{ArgumentName::url, url.href()}, {ArgumentName::scheme, url.scheme()}});
  }
  request.tainting = ResponseTainting::cors;
  if (!needs_preflight(params)) {
    return http_fetch(params, MakeCorsPreflight::no);
  }
  auto fetched = http_fetch(params, MakeCorsPreflight::yes);
  // A fetch that had to ask and failed takes its earlier answers with it.
  if (fetched && fetched->is_network_error) {
    auto const key = preflight_cache_key(params);
    params.cache().clear(key.byte_serialized_origin, key.url);
  }
  return fetched;
}

}  // namespace

// https://fetch.spec.whatwg.org/#concept-main-fetch
Fetched main_fetch(FetchParams& params) {
  auto& request = params.request;
  // 6. Images and the like are upgraded rather than blocked.
  upgrade_mixed_content(params);
  bool const is_same_origin = url::same_origin(request.current_url(), params.environment.origin);
  // The URL list is what it will stay only now.
  if (!is_same_origin) {
    request.site = site_of_current_url(params);
  }
  request.has_tainted_origin = request.has_tainted_origin || is_tainted_by_last_redirect(params);
  // 7. Ports, mixed content.
  if (auto error = blocked_before_the_network(params)) {
    return error;
  }
  // 8.-9. Whom to name as the referrer.
  narrow_referrer(params);
  if (params.profile.preflight_outlives_method_change && params.hop() == 0) {
    request.quirks.keeps_asking =
        params.made.unsafe_request && !cors_unsafe_request_header_names(request.headers, params.profile).empty();
  }
  // 12. Within the page's origin, and not yet tainted by a way that led out of it: nothing to ask.
  bool const is_untainted_same_origin = request.tainting == ResponseTainting::basic && is_same_origin;
  bool const speaks_another_protocol = params.made.mode == RequestMode::navigate ||
                                       params.made.mode == RequestMode::websocket ||
                                       params.made.mode == RequestMode::webtransport;
  if (is_untainted_same_origin || request.current_url().scheme() == "data" || speaks_another_protocol) {
    request.tainting = ResponseTainting::basic;
    params.pass(Step::main_fetch_12_basic);
    return scheme_fetch(params);
  }
  return fetch_across_origins(params);
}

Outcome main_fetch_end(FetchParams& params, Response const& response) {
  if (response.is_network_error) {
    return network_error_outcome();
  }
  // 19. The type has to fit what asked for it.
  if (!response.is_opaque_redirect) {
    if (auto const error = mime_type_check(params, response)) {
      return network_error_outcome();
    }
  }
  // 22. Integrity cannot be checked on what may not be read, nor on what is not there.
  bool const has_null_body =
      params.request.tainting == ResponseTainting::opaque || response.is_opaque_redirect || !response.has_body;
  if (params.made.has_integrity && has_null_body) {
    params.block(Step::main_fetch_22, Reason::opaque_with_integrity, {.exchange = response.exchange});
    return network_error_outcome();
  }
  // 14. The page sees no more than the tainting allows.
  return filtered_outcome(params, response);
}

}  // namespace corsage::fetch
