#include "make_request.hpp"

#include <algorithm>

#include "cors_request_headers.hpp"
#include "corsage/base/bytes.hpp"
#include "corsage/http/header_names.hpp"
#include "corsage/http/method.hpp"
#include "corsage/http/token.hpp"
#include "forbidden_request_header.hpp"
#include "referrer.hpp"

namespace corsage::fetch {
namespace {

using trace::ArgumentName;
using trace::Reason;
using trace::Step;

bool is_named(std::span<std::string_view const> names, std::string_view name) {
  return std::ranges::any_of(names,
                             [name](std::string_view other) { return byte_case_insensitive_equal(name, other); });
}

Blocked take_url(FetchParams& params) {
  auto const& made = params.made;
  // 5.2. What does not parse is no URL.
  if (made.unparsable_url) {
    return params.block(Step::new_request_5, Reason::url_invalid, {}, {{ArgumentName::url, *made.unparsable_url}});
  }
  // 5.3. fetch() takes no user name or password in a URL.
  if (made.url.includes_credentials() && !made.allows_url_credentials) {
    return params.block(Step::new_request_5_3, Reason::url_has_credentials, {}, {{ArgumentName::url, made.url.href()}});
  }
  params.request.url_list.assign(1, made.url);
  return std::nullopt;
}

Blocked take_mode_and_method(FetchParams& params) {
  auto const& made = params.made;
  // 17. Navigations and connections of other kinds are not for fetch() and XMLHttpRequest to make.
  bool const is_script_mode =
      made.mode == RequestMode::cors || made.mode == RequestMode::no_cors || made.mode == RequestMode::same_origin;
  if (!is_script_mode && made.initiator != Initiator::element) {
    return params.block(Step::new_request_17, Reason::mode_navigate);
  }
  // 21. A cache may be read without asking the server only within the origin.
  if (made.cache == CacheMode::only_if_cached && made.mode != RequestMode::same_origin) {
    return params.block(Step::new_request_21, Reason::cache_mode_needs_same_origin);
  }
  // 25. The method: a token, not a forbidden one; six names are put into upper case.
  if (!http::is_method(made.method)) {
    return params.block(Step::new_request_25, Reason::method_not_a_token, {}, {{ArgumentName::method, made.method}});
  }
  if (http::is_forbidden_method(made.method)) {
    return params.block(Step::new_request_25, Reason::method_forbidden, {}, {{ArgumentName::method, made.method}});
  }
  params.request.method = http::normalize_method(made.method);
  // 32.1. no-cors has the methods of a form and no others.
  if (made.mode == RequestMode::no_cors && !http::is_cors_safelisted_method(params.request.method)) {
    return params.block(Step::new_request_32, Reason::method_not_allowed_in_no_cors, {},
                        {{ArgumentName::method, params.request.method}});
  }
  return std::nullopt;
}

/// https://fetch.spec.whatwg.org/#concept-headers-append with guard "request-no-cors": the value judged is the joined one.
bool passes_no_cors_guard(FetchParams const& params, std::string_view name, std::string_view value) {
  auto const present = params.request.headers.get(name);
  if (!present) {
    return is_no_cors_safelisted_request_header(name, value, params.profile);
  }
  return is_no_cors_safelisted_request_header(name, std::string(present->view()).append(", ").append(value),
                                              params.profile);
}

void append_author_header(FetchParams& params, std::string_view name, std::string_view value) {
  auto& headers = params.request.headers;
  auto const present = params.made.initiator == Initiator::xhr ? headers.get(name) : std::nullopt;
  if (present) {
    // https://xhr.spec.whatwg.org/#the-setrequestheader()-method : XMLHttpRequest joins as it goes.
    headers.set(name, std::string(present->view()).append(", ").append(value));
  } else {
    headers.append_recased(name, value);
  }
}

// https://fetch.spec.whatwg.org/#concept-headers-append
Blocked take_header(FetchParams& params, http::HeaderList::Line const& line) {
  // 1. White space around the value goes.
  auto const value = strip(line.value, http_whitespace);
  // 2.1. Name and value have to be what HTTP calls so.
  if (!http::is_header_name(line.name) || !http::is_header_value(value)) {
    return params.block(Step::headers_append_2, Reason::request_header_invalid, {},
                        {{ArgumentName::header, line.name}, {ArgumentName::value, line.value}});
  }
  if (is_named(params.profile.refused_author_headers, line.name)) {
    return params.block(Step::headers_append_2, Reason::request_header_refused, {},
                        {{ArgumentName::header, line.name}});
  }
  // 2.3. Some names are the browser's own: a script's are dropped without a word.
  if (is_forbidden_request_header(line.name, value) || is_named(params.profile.dropped_author_headers, line.name)) {
    params.note(Step::headers_append_2_3, Reason::author_header_dropped, {}, {{ArgumentName::header, line.name}});
    return std::nullopt;
  }
  // 3. Mode no-cors sends the four harmless names only.
  if (params.made.mode == RequestMode::no_cors && !passes_no_cors_guard(params, line.name, value)) {
    params.note(Step::headers_append_3, Reason::author_header_dropped, {}, {{ArgumentName::header, line.name}});
    return std::nullopt;
  }
  // 4. Otherwise the page's header goes along.
  append_author_header(params, line.name, value);
  return std::nullopt;
}

Blocked take_headers(FetchParams& params) {
  for (auto const line : params.made.headers) {
    if (auto error = take_header(params, line)) {
      return error;
    }
  }
  return std::nullopt;
}

// Step 37.4: a body brings its type, unless the page named one.
void append_body_type(FetchParams& params) {
  // ... or take it for a text.
  bool const is_text = params.has_stream() && params.profile.stream_body == Profile::StreamBody::as_text;
  auto const type = is_text ? std::optional<std::string>("text/plain;charset=UTF-8") : params.made.body->type;
  if (!type || params.request.headers.contains(http::header::content_type)) {
    return;
  }
  if (params.made.mode != RequestMode::no_cors || passes_no_cors_guard(params, http::header::content_type, *type)) {
    params.request.headers.append("Content-Type", *type);
  }
}

Blocked take_body(FetchParams& params) {
  auto const& made = params.made;
  if (!made.body) {
    return std::nullopt;
  }
  bool const is_get_or_head = params.request.method == "GET" || params.request.method == "HEAD";
  // XMLHttpRequest drops the body of a GET; fetch() refuses it.
  if (is_get_or_head && made.initiator == Initiator::xhr) {
    return std::nullopt;
  }
  // 35. GET and HEAD have no body.
  if (is_get_or_head) {
    return params.block(Step::new_request_35, Reason::body_not_allowed_with_method, {},
                        {{ArgumentName::method, params.request.method}});
  }
  // 37. A browser may not know how to send a stream, ...
  if (params.has_stream() && params.profile.stream_body == Profile::StreamBody::refused) {
    return params.block(Step::new_request_37, Reason::stream_body_not_supported);
  }
  append_body_type(params);
  // 39. A stream can be sent only where a preflight can be asked for.
  if (params.sends_stream() && made.mode != RequestMode::same_origin && made.mode != RequestMode::cors) {
    return params.block(Step::new_request_39, Reason::stream_body_in_no_cors);
  }
  params.request.has_body = true;
  return std::nullopt;
}

/// What a relative referrer is relative to: the page's address, or what is known of it.
std::optional<url::Url> base_url(Environment const& environment) {
  if (environment.url) {
    return environment.url;
  }
  auto base =
      url::Url::parse(environment.origin.is_opaque() ? "https://page.invalid" : environment.origin.serialized());
  return base ? std::optional(*std::move(base)) : std::nullopt;
}

Blocked take_referrer(FetchParams& params) {
  auto const& made = params.made;
  params.request.referrer_policy = made.referrer_policy;
  // 14.2. The page may wish to stay unnamed.
  if (made.referrer.empty()) {
    return std::nullopt;
  }
  std::optional<url::Url> referrer;
  if (made.referrer != "about:client") {
    auto const base = base_url(params.environment);
    auto parsed = url::Url::parse(made.referrer, base ? &*base : nullptr);
    // 14.3.2. What does not parse is no URL.
    if (!parsed) {
      return params.block(Step::new_request_14, Reason::referrer_invalid, {}, {{ArgumentName::value, made.referrer}});
    }
    referrer = *std::move(parsed);
  }
  // Nobody can name a page without an origin.
  if (params.environment.origin.is_opaque()) {
    return std::nullopt;
  }
  // 14.3. Only an address of the page's own origin may stand in for the page.
  bool const is_own = referrer && url::same_origin(*referrer, params.environment.origin);
  params.request.referrer = is_own ? referrer : params.environment.url;
  return std::nullopt;
}

}  // namespace

Blocked make_request(FetchParams& params) {
  for (auto const step : {take_url, take_referrer, take_mode_and_method, take_headers, take_body}) {
    if (auto error = step(params)) {
      return error;
    }
  }
  return std::nullopt;
}

}  // namespace corsage::fetch
