#include "http_redirect_fetch.hpp"

#include <array>
#include <cstdint>

#include "corsage/http/header_names.hpp"
#include "location_url.hpp"
#include "main_fetch.hpp"
#include "referrer.hpp"

namespace corsage::fetch {
namespace {

using trace::ArgumentName;
using trace::Reason;
using trace::Step;

constexpr std::uint8_t most_redirects = 20;

// https://fetch.spec.whatwg.org/#request-body-header-name
constexpr std::array request_body_header_names{http::header::content_encoding, http::header::content_language,
                                               http::header::content_location, http::header::content_type};

// Steps 5 to 11: where a redirect may not lead.
Blocked refused(FetchParams& params, Response const& response, LocationUrl const& location) {
  auto const& request = params.request;
  At const at{.exchange = response.exchange};
  auto const locations = response.headers->get(http::header::location);
  auto const value = locations->view();
  // 5. A Location that does not parse.
  if (location.kind == LocationUrl::Kind::repeated) {
    return params.block(Step::http_redirect_fetch_5, Reason::redirect_location_repeated, at,
                        {{ArgumentName::value, std::string(value)}});
  }
  if (location.kind == LocationUrl::Kind::invalid) {
    return params.block(Step::http_redirect_fetch_5, Reason::redirect_location_invalid, at,
                        {{ArgumentName::value, std::string(value)}});
  }
  auto const& next = *location.url;
  // 6. Out of HTTP.
  if (!next.has_http_scheme()) {
    return params.block(Step::http_redirect_fetch_6, Reason::redirect_scheme_not_http, at,
                        {{ArgumentName::url, next.href()}, {ArgumentName::scheme, next.scheme()}});
  }
  // 7. Enough is enough.
  if (request.redirect_count == most_redirects) {
    return params.block(Step::http_redirect_fetch_7, Reason::redirect_too_many, at,
                        {{ArgumentName::url, next.href()}, {ArgumentName::limit, std::to_string(most_redirects)}});
  }
  // 9. A user name or password may not go to another origin, ...
  bool const leaves_origin =
      params.made.mode == RequestMode::cors && !url::same_origin(next, params.environment.origin);
  // 10. ... nor anywhere once another origin chose the way.
  bool const is_tainted = request.tainting == ResponseTainting::cors;
  if (next.includes_credentials() && (leaves_origin || is_tainted || params.profile.refuses_location_credentials)) {
    return params.block(leaves_origin ? Step::http_redirect_fetch_9 : Step::http_redirect_fetch_10,
                        Reason::redirect_credentials_in_location, at, {{ArgumentName::url, next.href()}});
  }
  // 11. A stream is gone once it was sent.
  if (response.status != 303 && request.has_body && params.sends_stream()) {
    return params.block(Step::http_redirect_fetch_11, Reason::redirect_stream_body, at);
  }
  return std::nullopt;
}

// Step 12: POST becomes GET after 301 and 302, everything but GET and HEAD after 303.
bool becomes_get(FetchParams const& params, int status) {
  auto const& method = params.request.method;
  bool const was_post = (status == 301 || status == 302) && method == "POST";
  bool const was_other = status == 303 && method != "GET" && method != "HEAD";
  return was_post || was_other;
}

// What a network layer does that step 12 does not.
bool is_turned_into_get(FetchParams const& params, url::Url const& next) {
  return params.profile.network_layer_turns_delete_into_get && params.request.method == "DELETE" &&
         !url::same_origin(params.request.current_url(), next);
}

void become_get(FetchParams& params) {
  auto& request = params.request;
  if (auto const type = request.headers.get(http::header::content_type)) {
    request.quirks.removed_content_type = type->view();
  }
  request.method = "GET";
  request.has_body = false;
  for (auto const name : request_body_header_names) {
    request.headers.remove(name);
  }
  request.quirks.hops_since_method_change = 0;
  request.quirks.keeps_origin_header =
      params.profile.network_layer_keeps_origin && request.tainting == ResponseTainting::basic;
}

// What some profiles bring back that step 12 took away.
void restore_content_type(FetchParams& params) {
  auto& request = params.request;
  if (!request.quirks.removed_content_type) {
    return;
  }
  ++request.quirks.hops_since_method_change;
  auto const from_hop = params.profile.sends_removed_content_type_from_hop;
  if (from_hop != 0 && request.quirks.hops_since_method_change >= from_hop &&
      !request.headers.contains(http::header::content_type)) {
    request.headers.append(http::header::content_type, *request.quirks.removed_content_type);
  }
}

// Step 13: what identifies the user stays with the origin it was meant for.
void remove_authorization(FetchParams& params, url::Url const& next) {
  auto& request = params.request;
  if (!url::same_origin(request.current_url(), next)) {
    if (auto const value = request.headers.get(http::header::authorization)) {
      request.quirks.removed_authorization = value->view();
      request.headers.remove(http::header::authorization);
    }
  } else if (params.profile.removed_authorization_returns && request.quirks.removed_authorization &&
             !request.headers.contains(http::header::authorization)) {
    request.headers.append(http::header::authorization, *request.quirks.removed_authorization);
  }
}

}  // namespace

// https://fetch.spec.whatwg.org/#concept-http-redirect-fetch
Fetched http_redirect_fetch(FetchParams& params, Response const& response) {
  auto& request = params.request;
  // 3. Where to?
  auto const location = location_url(*response.headers, request.current_url(), params.profile);
  // 4. Nowhere: the page gets the redirect itself.
  if (location.kind == LocationUrl::Kind::null) {
    params.pass(Step::http_redirect_fetch_4, {.exchange = response.exchange});
    return response;
  }
  if (auto error = refused(params, response, location)) {
    return error;
  }
  auto const& next = *location.url;
  params.pass(Step::http_redirect_fetch_8, {.exchange = response.exchange}, {{ArgumentName::url, next.href()}});
  if (becomes_get(params, response.status)) {
    become_get(params);
  } else if (is_turned_into_get(params, next)) {
    request.method = "GET";
    request.has_body = false;
  }
  restore_content_type(params);
  remove_authorization(params, next);
  // 8. and 18. One hop more, on the list that taints.
  ++request.redirect_count;
  // 19. The redirect may tighten the referrer policy.
  if (auto const policy = referrer_policy_of(*response.headers); policy != ReferrerPolicy::empty) {
    request.referrer_policy = policy;
  }
  request.url_list.push_back(next);
  // 22. All over again, for the new URL.
  return main_fetch(params);
}

}  // namespace corsage::fetch
