#include "http_fetch.hpp"

#include <algorithm>

#include "cors_check.hpp"
#include "cors_preflight_fetch.hpp"
#include "corsage/http/method.hpp"
#include "corsage/http/status.hpp"
#include "cross_origin_resource_policy_check.hpp"
#include "http_network_or_cache_fetch.hpp"
#include "http_redirect_fetch.hpp"
#include "preflight_cache_key.hpp"
#include "timing_allow_origin_check.hpp"

namespace corsage::fetch {
namespace {

using trace::ArgumentName;
using trace::Reason;
using trace::Step;

// Step 4.1: whether what is remembered of earlier preflights is not enough.
bool is_preflight_needed(FetchParams& params, std::vector<std::string> const& unsafe_names) {
  auto const& request = params.request;
  auto const& cache = params.cache();
  auto const key = preflight_cache_key(params);
  bool const method_counts = !http::is_cors_safelisted_method(request.method) || params.uses_cors_preflight();
  // The method was not allowed before, and it is one that has to be.
  if (method_counts && !cache.matches_method(key, request.method)) {
    return true;
  }
  bool const head_counts = request.method == "HEAD" && !params.profile.exempts_cached_head;
  if (head_counts && !cache.matches_method(key, request.method)) {
    return true;
  }
  // A profile may ask though nothing has to be allowed any more, unless it asked here before.
  if (request.quirks.keeps_asking && !cache.has_entry(key)) {
    return true;
  }
  // Or a header was not.
  return std::ranges::any_of(unsafe_names,
                             [&](std::string const& name) { return !cache.matches_header_name(key, name); });
}

bool is_redirect(int status, Profile const& profile) {
  bool const is_other_redirect = profile.follows_other_3xx && status > 308 && status <= 399;
  return http::is_redirect_status(status) || is_other_redirect;
}

// Step 6: what becomes of a redirect is the request's choice.
Fetched handle_redirect(FetchParams& params, Response const& response) {
  switch (params.made.redirect) {
    case RedirectMode::error:
      return params.block(Step::http_fetch_6_error, Reason::redirect_refused_by_request,
                          {.exchange = response.exchange}, {{ArgumentName::status, std::to_string(response.status)}});
    case RedirectMode::manual: {
      auto opaque = response;
      opaque.is_opaque_redirect = true;
      return opaque;
    }
    case RedirectMode::follow: break;
  }
  return http_redirect_fetch(params, response);
}

}  // namespace

// https://fetch.spec.whatwg.org/#concept-http-fetch
Fetched http_fetch(FetchParams& params, MakeCorsPreflight make_cors_preflight) {
  auto const& request = params.request;
  // 4.1. First ask, where asking is needed and was not done before.
  if (make_cors_preflight == MakeCorsPreflight::yes) {
    auto const unsafe_names = preflighted_header_names(params);
    if (is_preflight_needed(params, unsafe_names)) {
      params.request.quirks.keeps_asking = params.profile.preflight_outlives_method_change;
      auto const preflight = cors_preflight_fetch(params, unsafe_names);
      if (!preflight || preflight->is_network_error) {
        return preflight;
      }
    } else {
      params.pass(Step::http_fetch_4_1_cached);
    }
  }
  // 4.3. Then send the request itself.
  auto const fetched = http_network_or_cache_fetch(params);
  if (!fetched || fetched->is_network_error) {
    return fetched;
  }
  auto const& response = *fetched;
  At const at{.exchange = response.exchange};
  // 4.4. Every answer from another origin is checked, redirects and errors alike.
  if (request.tainting == ResponseTainting::cors) {
    if (auto error = cors_check(params, *response.headers, at)) {
      return error;
    }
  }
  // 4.5. Timing stays hidden for good once a hop does not show it.
  if (!timing_allow_origin_check(params, *response.headers)) {
    params.request.timing_allow_failed = true;
  }
  // 5. What the page may not read, the server may even keep from being loaded.
  if (request.tainting == ResponseTainting::opaque) {
    if (auto error = cross_origin_resource_policy_check(params, *response.headers, at)) {
      return error;
    }
  }
  // 6. Redirects.
  if (is_redirect(response.status, params.profile)) {
    return handle_redirect(params, response);
  }
  return response;
}

}  // namespace corsage::fetch
