#include "cors_preflight_fetch.hpp"

#include <algorithm>

#include "cors_check.hpp"
#include "cors_request_headers.hpp"
#include "corsage/base/bytes.hpp"
#include "corsage/base/joined.hpp"
#include "corsage/http/field_values.hpp"
#include "corsage/http/header_names.hpp"
#include "corsage/http/method.hpp"
#include "corsage/http/status.hpp"
#include "fetch_metadata.hpp"
#include "http_network_or_cache_fetch.hpp"
#include "preflight_cache_key.hpp"
#include "redirect_taint.hpp"

namespace corsage::fetch {
namespace {

using http::TokenList;
using trace::ArgumentName;
using trace::Leg;
using trace::Reason;
using trace::Step;

constexpr Time default_max_age = 5;

// Steps 1 to 5: the question.
WireRequest const& preflight_request(FetchParams& params, std::vector<std::string> const& unsafe_names) {
  auto const& request = params.request;
  auto& wire = params.draft(Leg::preflight, "OPTIONS");
  // 2. Any type of answer will do.
  wire.headers.append(http::header::accept, "*/*");
  // 3. The method, in the case it will be sent.
  wire.headers.append(http::header::access_control_request_method, request.method);
  // 5. The headers that need leave, joined by commas alone.
  if (!unsafe_names.empty()) {
    wire.headers.append(http::header::access_control_request_headers, joined(unsafe_names, ","));
  }
  if (request.referrer) {
    wire.headers.append(http::header::referer, request.referrer->href());
  }
  wire.headers.append(http::header::origin, preflight_request_origin(params));
  append_fetch_metadata_headers(params, wire.headers);
  return wire;
}

/// Everything one preflight's answer is judged with.
struct Judgement {
  FetchParams& params;
  Response const& response;
  std::vector<std::string> const& unsafe_names;
  At at;

  bool includes_credentials() const { return params.made.credentials == CredentialsMode::include; }
  std::optional<http::CombinedValue> get(std::string_view name) const { return response.headers->get(name); }
};

bool has_wildcard(TokenList const& list) {
  return std::ranges::find(list, "*") != list.end();
}

bool lists_name(TokenList const& list, std::string_view name) {
  return std::ranges::any_of(list, [name](std::string_view item) { return byte_case_insensitive_equal(item, name); });
}

std::string_view view_of(std::optional<http::CombinedValue> const& value) {
  return value ? value->view() : std::string_view();
}

// Step 7, its condition: the CORS check and the status.
Blocked check_answer(Judgement const& judgement) {
  auto& [params, response, unsafe_names, at] = judgement;
  auto const status = std::to_string(response.status);
  // A redirect is not an ok status; it is told first, since what it says of CORS was not meant for this page.
  if (http::is_redirect_status(response.status) && response.headers->contains(http::header::location)) {
    auto const location = response.headers->get(http::header::location);
    return params.block(Step::cors_preflight_fetch_8, Reason::preflight_redirected, at,
                        {{ArgumentName::status, status}, {ArgumentName::value, location->view()}});
  }
  bool const is_trusted = params.profile.trusts_preflight_of_own_origin &&
                          url::same_origin(params.request.current_url(), params.environment.origin);
  if (!is_trusted) {
    if (auto error = cors_check(params, *response.headers, at)) {
      return error;
    }
  }
  if (!http::is_ok_status(response.status)) {
    bool const asks_who = response.status == 401 || response.status == 407;
    return params.block(Step::cors_preflight_fetch_8,
                        asks_who ? Reason::preflight_needs_authentication : Reason::preflight_status, at,
                        {{ArgumentName::status, status}});
  }
  params.pass(Step::cors_preflight_fetch_7, at, {{ArgumentName::status, status}});
  return std::nullopt;
}

Blocked check_method(Judgement const& judgement, http::Extracted<TokenList> const& methods) {
  auto& [params, response, unsafe_names, at] = judgement;
  auto const& method = params.request.method;
  // 7.4. A preflight made for the upload's sake need not be told of the method.
  if (methods.is_absent() && params.uses_cors_preflight()) {
    params.pass(Step::cors_preflight_fetch_7_4, at, {{ArgumentName::method, method}});
    return std::nullopt;
  }
  // 7.5. Listed, or never in need of being listed, or covered by a wildcard without credentials.
  bool const is_listed = std::ranges::find(methods.value(), method) != methods.value().end();
  bool const is_covered = !judgement.includes_credentials() && has_wildcard(methods.value());
  if (is_listed || http::is_cors_safelisted_method(method) || is_covered) {
    params.pass(Step::cors_preflight_fetch_7_5, at, {{ArgumentName::method, method}});
    return std::nullopt;
  }
  auto const value = judgement.get(http::header::access_control_allow_methods);
  return params.block(Step::cors_preflight_fetch_7_5, Reason::method_not_allowed, at,
                      {{ArgumentName::method, method}, {ArgumentName::value, view_of(value)}});
}

Blocked check_header(Judgement const& judgement, TokenList const& listed, std::string_view name) {
  auto& [params, response, unsafe_names, at] = judgement;
  if (lists_name(listed, name)) {
    return std::nullopt;
  }
  auto const value = judgement.get(http::header::access_control_allow_headers);
  bool const is_covered = !judgement.includes_credentials() && has_wildcard(listed);
  // 7.6. Authorization has to be named: a wildcard does not cover it.
  if (is_covered && is_cors_non_wildcard_request_header_name(name)) {
    if (!params.profile.wildcard_covers_authorization) {
      return params.block(Step::cors_preflight_fetch_7_6, Reason::authorization_not_listed, at,
                          {{ArgumentName::header, name}, {ArgumentName::value, view_of(value)}});
    }
    // DEVIATION in every browser: https://github.com/whatwg/fetch/issues/1919
    params.note(Step::cors_preflight_fetch_7_6, Reason::authorization_wildcard_deprecated, at,
                {{ArgumentName::header, name}, {ArgumentName::value, view_of(value)}});
    return std::nullopt;
  }
  // 7.7. The others may be covered by a wildcard, without credentials.
  if (is_covered) {
    return std::nullopt;
  }
  return params.block(Step::cors_preflight_fetch_7_7, Reason::request_header_not_allowed, at,
                      {{ArgumentName::header, name}, {ArgumentName::value, view_of(value)}});
}

Blocked check_headers(Judgement const& judgement, TokenList const& listed) {
  auto const& names = judgement.unsafe_names;
  // 7.6. comes first: Authorization is looked for before any other name.
  auto const authorization = std::ranges::find_if(names, is_cors_non_wildcard_request_header_name);
  if (authorization != names.end()) {
    if (auto error = check_header(judgement, listed, *authorization)) {
      return error;
    }
  }
  for (auto const& name : names) {
    if (is_cors_non_wildcard_request_header_name(name)) {
      continue;
    }
    if (auto error = check_header(judgement, listed, name)) {
      return error;
    }
  }
  judgement.params.pass(Step::cors_preflight_fetch_7_7, judgement.at);
  return std::nullopt;
}

/// Steps 7.8 to 7.10; nothing where the profile does not remember the answer at all.
std::optional<Time> max_age_of(Judgement const& judgement) {
  auto const& profile = judgement.params.profile;
  auto const seconds = http::extract_delta_seconds(*judgement.response.headers, http::header::access_control_max_age);
  if (seconds.is_failure()) {
    auto const value = judgement.get(http::header::access_control_max_age);
    bool const is_negative = value->view().starts_with('-');
    bool const is_cached =
        is_negative ? profile.caches_negative_max_age : value->view().empty() || profile.caches_unreadable_max_age;
    return is_cached ? std::optional(default_max_age) : std::nullopt;
  }
  if (seconds.is_absent()) {
    return default_max_age;
  }
  return std::min(static_cast<Time>(seconds.value()), profile.max_age_limit);
}

// Steps 7.8 to 7.14: everything listed is remembered, asked for or not.
void remember(Judgement const& judgement, http::Extracted<TokenList> const& methods, TokenList const& header_names) {
  auto& params = judgement.params;
  auto const key = preflight_cache_key(params);
  if (params.profile.keeps_one_preflight_result) {
    params.cache().clear(key.byte_serialized_origin, key.url);
  }
  auto const max_age = max_age_of(judgement);
  if (!max_age || *max_age <= 0) {
    return;
  }
  // 7.4. made the request's own method stand in for an absent list.
  if (methods.is_absent() && params.uses_cors_preflight()) {
    params.cache().store_method(key, params.request.method, *max_age);
  }
  // More than the cache holds is not worth remembering.
  auto room = PreflightCache::most_entries;
  for (auto const method : methods.value()) {
    if (room > 0) {
      params.cache().store_method(key, method, *max_age);
      --room;
    }
  }
  for (auto const name : header_names) {
    if (room > 0) {
      params.cache().store_header_name(key, name, *max_age);
      --room;
    }
  }
}

Blocked check_lists(Judgement const& judgement, http::Extracted<TokenList> const& methods,
                    http::Extracted<TokenList> const& header_names) {
  auto& [params, response, unsafe_names, at] = judgement;
  // 7.3. One element that is no token spoils the whole answer.
  if (methods.is_failure()) {
    auto const value = judgement.get(http::header::access_control_allow_methods);
    return params.block(Step::cors_preflight_fetch_7_3, Reason::allow_methods_malformed, at,
                        {{ArgumentName::value, methods.offending()}, {ArgumentName::names, view_of(value)}});
  }
  if (header_names.is_failure()) {
    auto const value = judgement.get(http::header::access_control_allow_headers);
    return params.block(Step::cors_preflight_fetch_7_3, Reason::allow_headers_malformed, at,
                        {{ArgumentName::value, header_names.offending()}, {ArgumentName::names, view_of(value)}});
  }
  if (auto error = check_method(judgement, methods)) {
    return error;
  }
  return check_headers(judgement, header_names.value());
}

}  // namespace

std::vector<std::string> preflighted_header_names(FetchParams const& params) {
  auto const& request = params.request;
  auto const& profile = params.profile;
  bool const lists_authorization = profile.lists_removed_authorization && request.quirks.removed_authorization;
  bool const lists_content_type =
      profile.lists_removed_content_type_from_hop != 0 && request.quirks.removed_content_type &&
      request.quirks.hops_since_method_change >= profile.lists_removed_content_type_from_hop;
  if (!lists_authorization && !lists_content_type) {
    return cors_unsafe_request_header_names(request.headers, profile);
  }
  auto headers = request.headers;
  if (lists_authorization) {
    headers.append(http::header::authorization, *request.quirks.removed_authorization);
  }
  if (lists_content_type && !headers.contains(http::header::content_type)) {
    headers.append(http::header::content_type, *request.quirks.removed_content_type);
  }
  return cors_unsafe_request_header_names(headers, profile);
}

// https://fetch.spec.whatwg.org/#cors-preflight-fetch-0
Fetched cors_preflight_fetch(FetchParams& params, std::vector<std::string> const& unsafe_names) {
  // 1.-6. Ask, without credentials.
  auto const fetched = http_network_fetch(params, preflight_request(params, unsafe_names));
  if (!fetched || fetched->is_network_error) {
    return fetched;
  }
  Judgement const judgement{.params = params,
                            .response = *fetched,
                            .unsafe_names = unsafe_names,
                            .at = {.leg = Leg::preflight, .exchange = fetched->exchange}};
  // 7. The answer has to pass the CORS check and be a good one.
  if (auto error = check_answer(judgement)) {
    return error;
  }
  // 7.1.-7.7. It has to allow the method and every header.
  auto const methods = http::extract_tokens(*fetched->headers, http::header::access_control_allow_methods);
  auto const header_names = http::extract_tokens(*fetched->headers, http::header::access_control_allow_headers);
  if (auto error = check_lists(judgement, methods, header_names)) {
    return error;
  }
  // 7.8.-7.15. It is remembered for a while.
  remember(judgement, methods, header_names.value());
  return fetched;
}

}  // namespace corsage::fetch
