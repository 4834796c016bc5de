#include "scenarios.hpp"

#include <utility>

namespace corsage::explain {
namespace {

using fetch::CredentialsMode;
using fetch::Destination;
using fetch::Initiator;
using fetch::RedirectMode;
using fetch::Request;
using fetch::RequestMode;
using trace::Reason;

url::Url at(std::string_view url) {
  return url::Url::parse(url).value();
}

fetch::Environment page(std::string_view origin, fetch::Profile const& profile = fetch::spec_profile()) {
  return {.origin = url::Origin::parse(origin).value(), .profile = &profile};
}

fetch::Environment public_page(std::string_view origin, fetch::PermissionState permission) {
  auto environment = page(origin, fetch::chromium_profile());
  environment.address_space = url::IpAddressSpace::public_;
  environment.local_network_permission = permission;
  return environment;
}

url::Url const api = at("https://api.example/x");
fetch::Environment const app = page("https://app.example");
http::HeaderList const open{{"Access-Control-Allow-Origin", "*"}};

std::vector<Scenario> of_the_cors_check() {
  return {
      {.name = "no header",
       .reason = Reason::allow_origin_missing,
       .request = {.url = api},
       .page = app,
       .server = {{}}},
      {.name = "the header's own origin, with credentials",
       .reason = Reason::allow_credentials_not_true,
       .request = {.url = api, .credentials = CredentialsMode::include},
       .page = app,
       .server = {{.headers = {{"Access-Control-Allow-Origin", "https://app.example"}}}}},
      {.name = "both headers, with credentials: nothing but Vary is missing",
       .reason = Reason::vary_origin_missing,
       .request = {.url = api, .credentials = CredentialsMode::include},
       .page = app,
       .server = {{.headers = {{"Access-Control-Allow-Origin", "https://app.example"},
                               {"Access-Control-Allow-Credentials", "true"}}}}},
      {.name = "a wildcard with credentials",
       .reason = Reason::allow_origin_wildcard_with_credentials,
       .request = {.url = api, .credentials = CredentialsMode::include},
       .page = app,
       .server = {{.headers = open}}},
      {.name = "two origins",
       .reason = Reason::allow_origin_multiple,
       .request = {.url = api},
       .page = app,
       .server = {{.headers = {{"Access-Control-Allow-Origin", "https://app.example, https://b.example"}}}}},
      {.name = "a host's name alone",
       .reason = Reason::allow_origin_invalid,
       .request = {.url = api},
       .page = app,
       .server = {{.headers = {{"Access-Control-Allow-Origin", "app.example"}}}}},
      {.name = "a trailing slash",
       .reason = Reason::allow_origin_mismatch,
       .request = {.url = api},
       .page = app,
       .server = {{.headers = {{"Access-Control-Allow-Origin", "https://app.example/"}}}}},
  };
}

std::vector<Scenario> of_preflights() {
  Request const put{.url = api, .method = "PUT"};
  http::HeaderList const allows_put{{"Access-Control-Allow-Origin", "*"}, {"Access-Control-Allow-Methods", "PUT"}};
  return {
      {.name = "a redirected preflight",
       .reason = Reason::preflight_redirected,
       .request = put,
       .page = app,
       .server = {{.method = "OPTIONS", .status = 308, .headers = {{"Location", "/y"}}}, {.headers = open}}},
      {.name = "no route for OPTIONS",
       .reason = Reason::preflight_status,
       .request = put,
       .page = app,
       .server = {{.method = "OPTIONS", .status = 404, .headers = open}, {.headers = open}}},
      {.name = "a preflight asked for a password",
       .reason = Reason::preflight_needs_authentication,
       .request = put,
       .page = app,
       .server = {{.method = "OPTIONS", .status = 401, .headers = open}, {.headers = open}}},
      {.name = "methods parted by spaces",
       .reason = Reason::allow_methods_malformed,
       .request = put,
       .page = app,
       .server = {{.headers = {{"Access-Control-Allow-Origin", "*"}, {"Access-Control-Allow-Methods", "GET PUT"}}}}},
      {.name = "header names parted by spaces",
       .reason = Reason::allow_headers_malformed,
       .request = put,
       .page = app,
       .server = {{.headers = {{"Access-Control-Allow-Origin", "*"},
                               {"Access-Control-Allow-Methods", "PUT"},
                               {"Access-Control-Allow-Headers", "x-a x-b"}}}}},
      {.name = "a method that is not listed",
       .reason = Reason::method_not_allowed,
       .request = {.url = api, .method = "patch"},
       .page = app,
       .server = {{.headers = {{"Access-Control-Allow-Origin", "*"}, {"Access-Control-Allow-Methods", "PATCH"}}}}},
      {.name = "a header that is not listed",
       .reason = Reason::request_header_not_allowed,
       .request = {.url = api, .headers = {{"X-A", "1"}}},
       .page = app,
       .server = {{.headers = open}}},
      {.name = "a wildcard for Authorization",
       .reason = Reason::authorization_not_listed,
       .request = {.url = api, .headers = {{"Authorization", "Bearer x"}}},
       .page = app,
       .server = {{.headers = {{"Access-Control-Allow-Origin", "*"}, {"Access-Control-Allow-Headers", "*"}}}}},
      {.name = "a wildcard for Authorization, in a browser",
       .reason = Reason::authorization_wildcard_deprecated,
       .request = {.url = api, .headers = {{"Authorization", "Bearer x"}}},
       .page = page("https://app.example", fetch::firefox_profile()),
       .server = {{.headers = {{"Access-Control-Allow-Origin", "*"}, {"Access-Control-Allow-Headers", "*"}}}}},
      {.name = "a preflight for an upload's progress, without a list of methods",
       .reason = Reason::allow_origin_missing,
       .request = {.url = api, .method = "POST", .initiator = Initiator::xhr, .use_cors_preflight = true},
       .page = app,
       .server = {{.method = "OPTIONS", .headers = open}, {}}},
      {.name = "a hop back to what was asked before: the second preflight is spared",
       .reason = Reason::redirect_too_many,
       .request = put,
       .page = app,
       .server = {{.method = "OPTIONS", .headers = allows_put},
                  {.status = 307, .headers = {{"Access-Control-Allow-Origin", "*"}, {"Location", "/x"}}}}},
  };
}

std::vector<Scenario> of_redirects() {
  auto const to = [](std::string_view location) {
    return std::vector<scripted::Rule>{
        {.path = "/x", .status = 302, .headers = {{"Access-Control-Allow-Origin", "*"}, {"Location", location}}},
        {.headers = open}};
  };
  return {
      {.name = "redirect mode error",
       .reason = Reason::redirect_refused_by_request,
       .request = {.url = api, .redirect = RedirectMode::error},
       .page = app,
       .server = to("/y")},
      {.name = "redirect mode manual",
       .reason = Reason::opaque_redirect,
       .request = {.url = api, .redirect = RedirectMode::manual},
       .page = app,
       .server = to("/y")},
      {.name = "a Location that does not parse",
       .reason = Reason::redirect_location_invalid,
       .request = {.url = api},
       .page = app,
       .server = to("https://[")},
      {.name = "two Locations",
       .reason = Reason::redirect_location_repeated,
       .request = {.url = api},
       .page = app,
       .server = {{.path = "/x",
                   .status = 302,
                   .headers = {{"Access-Control-Allow-Origin", "*"}, {"Location", "/y"}, {"Location", "/z"}}},
                  {.headers = open}}},
      {.name = "a redirect out of HTTP",
       .reason = Reason::redirect_scheme_not_http,
       .request = {.url = api},
       .page = app,
       .server = to("mailto:a@b.example")},
      {.name = "a redirect without Location",
       .reason = Reason::allow_origin_missing,
       .request = {.url = api},
       .page = app,
       .server = {{.status = 302}}},
      {.name = "a loop", .reason = Reason::redirect_too_many, .request = {.url = api}, .page = app, .server = to("/x")},
      {.name = "a password in Location",
       .reason = Reason::redirect_credentials_in_location,
       .request = {.url = api},
       .page = app,
       .server = to("https://user:password@api.example/y")},
      {.name = "a password in the Location of the way back",
       .reason = Reason::redirect_credentials_in_location,
       .request = {.url = api},
       .page = app,
       .server = to("https://user:password@app.example/y")},
      {.name = "a stream that would have to be sent again",
       .reason = Reason::redirect_stream_body,
       .request = {.url = at("https://app.example/x"),
                   .method = "POST",
                   .body = fetch::Body{.bytes = {}, .has_source = false}},
       .page = app,
       .server = {{.status = 307, .headers = {{"Location", "/y"}}, .version = fetch::HttpVersion::http_2}}},
      {.name = "an expired session behind a redirect",
       .reason = Reason::login_redirect_hidden,
       .request = {.url = at("https://app.example/data")},
       .page = app,
       .server = {{.path = "/data", .status = 302, .headers = {{"Location", "https://sso.example/login?next=/data"}}},
                  {}}},
      {.name = "a preflight sent to log in",
       .reason = Reason::login_redirect_hidden,
       .request = {.url = api, .method = "PUT"},
       .page = app,
       .server = {{.method = "OPTIONS", .status = 302, .headers = {{"Location", "/login"}}}, {.headers = open}}},
  };
}

std::vector<Scenario> of_the_request() {
  return {
      {.name = "a URL that does not parse",
       .reason = Reason::url_invalid,
       .request = {.url = api, .unparsable_url = "http://["},
       .page = app},
      {.name = "a referrer that does not parse",
       .reason = Reason::referrer_invalid,
       .request = {.url = api, .referrer = "http://["},
       .page = app},
      {.name = "a stream from Safari",
       .reason = Reason::stream_body_not_supported,
       .request = {.url = api, .method = "POST", .body = fetch::Body{.bytes = {}, .has_source = false}},
       .page = page("https://app.example", fetch::webkit_profile())},
      {.name = "CONNECT",
       .reason = Reason::method_forbidden,
       .request = {.url = api, .method = "CONNECT"},
       .page = app},
      {.name = "a method with a space",
       .reason = Reason::method_not_a_token,
       .request = {.url = api, .method = "A B"},
       .page = app},
      {.name = "PUT in mode no-cors",
       .reason = Reason::method_not_allowed_in_no_cors,
       .request = {.url = api, .method = "PUT", .mode = RequestMode::no_cors},
       .page = app},
      {.name = "a header of two lines",
       .reason = Reason::request_header_invalid,
       .request = {.url = api, .headers = {{"X-A", "1\n2"}}},
       .page = app},
      {.name = "a header that Chrome refuses",
       .reason = Reason::request_header_refused,
       .request = {.url = api, .headers = {{"Available-Dictionary", "1"}}},
       .page = page("https://app.example", fetch::chromium_profile())},
      {.name = "a user name in the URL",
       .reason = Reason::url_has_credentials,
       .request = {.url = at("https://user@api.example/x")},
       .page = app},
      {.name = "GET with a body",
       .reason = Reason::body_not_allowed_with_method,
       .request = {.url = api, .body = fetch::Body{.bytes = "x"}},
       .page = app},
      {.name = "mode navigate",
       .reason = Reason::mode_navigate,
       .request = {.url = api, .mode = RequestMode::navigate},
       .page = app},
      {.name = "the cache alone, across origins",
       .reason = Reason::cache_mode_needs_same_origin,
       .request = {.url = api, .cache = fetch::CacheMode::only_if_cached},
       .page = app},
      {.name = "a stream in mode no-cors",
       .reason = Reason::stream_body_in_no_cors,
       .request = {.url = api,
                   .method = "POST",
                   .body = fetch::Body{.bytes = {}, .has_source = false},
                   .mode = RequestMode::no_cors},
       .page = app},
      {.name = "a stream over HTTP/1.1",
       .reason = Reason::stream_body_over_http1,
       .request = {.url = api, .method = "POST", .body = fetch::Body{.bytes = {}, .has_source = false}},
       .page = app,
       .server = {{.headers = open}}},
      {.name = "64 KiB and a byte that would outlive the page",
       .reason = Reason::keepalive_body_too_large,
       .request = {.url = api,
                   .method = "POST",
                   .body = fetch::Body{.bytes = std::string(64 * 1024 + 1, 'x')},
                   .keepalive = true},
       .page = app},
      {.name = "a Cookie header set by the page",
       .reason = Reason::author_header_dropped,
       .request = {.url = api, .headers = {{"Cookie", "a=b"}}},
       .page = app,
       .server = {{.headers = open}}},
      {.name = "an unsafe header in mode no-cors",
       .reason = Reason::author_header_dropped,
       .request = {.url = api, .headers = {{"X-A", "1"}}, .mode = RequestMode::no_cors},
       .page = app,
       .server = {{}}},
      {.name = "a header of answers in the request",
       .reason = Reason::cors_response_header_in_request,
       .request = {.url = api, .headers = {{"Access-Control-Allow-Origin", "*"}}},
       .page = app,
       .server = {{.headers = open}}},
  };
}

std::vector<Scenario> of_the_address() {
  return {
      {.name = "mode same-origin, another origin",
       .reason = Reason::cross_origin_in_same_origin_mode,
       .request = {.url = api, .mode = RequestMode::same_origin},
       .page = app},
      {.name = "mode no-cors with redirect mode error",
       .reason = Reason::no_cors_redirect_mode,
       .request = {.url = api, .mode = RequestMode::no_cors, .redirect = RedirectMode::error},
       .page = app},
      {.name = "an ftp URL",
       .reason = Reason::scheme_not_http,
       .request = {.url = at("ftp://api.example/x")},
       .page = app},
      {.name = "an ftp URL in mode no-cors",
       .reason = Reason::scheme_not_http,
       .request = {.url = at("ftp://api.example/x"), .mode = RequestMode::no_cors},
       .page = app},
      {.name = "a data URL that is none",
       .reason = Reason::local_url_failed,
       .request = {.url = at("data:text/plain")},
       .page = app},
      {.name = "a mail server's port",
       .reason = Reason::bad_port,
       .request = {.url = at("https://api.example:25/x")},
       .page = app},
      {.name = "http from an https page",
       .reason = Reason::mixed_content,
       .request = {.url = at("http://api.example/x")},
       .page = app},
      {.name = "a plain page asks for the user's own machine",
       .reason = Reason::local_network_access_insecure_context,
       .request = {.url = at("http://localhost:8000/x")},
       .page = public_page("http://app.example", fetch::PermissionState::granted)},
      {.name = "the user says no",
       .reason = Reason::local_network_access_permission,
       .request = {.url = at("http://localhost:8000/x")},
       .page = public_page("https://app.example", fetch::PermissionState::denied)},
      {.name = "the user is asked",
       .reason = Reason::local_network_access_prompt,
       .request = {.url = at("http://localhost:8000/x")},
       .page = public_page("https://app.example", fetch::PermissionState::prompt),
       .server = {{.headers = open}}},
  };
}

std::vector<Scenario> of_the_network() {
  using fetch::NetworkFailure;
  struct Row {
    NetworkFailure failure;
    Reason reason;
  };
  constexpr Row rows[] = {
      {NetworkFailure::name_not_resolved, Reason::name_not_resolved},
      {NetworkFailure::connection_refused, Reason::connection_refused},
      {NetworkFailure::connection_failed, Reason::connection_failed},
      {NetworkFailure::proxy_failed, Reason::proxy_failed},
      {NetworkFailure::timed_out, Reason::timed_out},
      {NetworkFailure::tls_failed, Reason::tls_failed},
      {NetworkFailure::answer_not_http, Reason::answer_not_http},
      {NetworkFailure::empty_answer, Reason::empty_answer},
      {NetworkFailure::blocked_by_client, Reason::blocked_by_client},
  };
  std::vector<Scenario> scenarios;
  for (auto const& row : rows) {
    scenarios.push_back({.name = std::string(trace::to_string(row.reason)),
                         .reason = row.reason,
                         .request = {.url = api},
                         .page = app,
                         .server = {{.failure = row.failure}}});
  }
  return scenarios;
}

std::vector<Scenario> of_the_answer() {
  Request const include{.url = api, .credentials = CredentialsMode::include};
  return {
      {.name = "a picture kept for its own origin",
       .reason = Reason::cross_origin_resource_policy,
       .request = {.url = api,
                   .mode = RequestMode::no_cors,
                   .destination = Destination::image,
                   .initiator = Initiator::element},
       .page = app,
       .server = {{.headers = {{"Cross-Origin-Resource-Policy", "same-origin"}}}}},
      {.name = "a script that says it is text",
       .reason = Reason::nosniff_mime_type,
       .request = {.url = api,
                   .mode = RequestMode::no_cors,
                   .destination = Destination::script,
                   .initiator = Initiator::element},
       .page = app,
       .server = {{.headers = {{"Content-Type", "text/plain"}, {"X-Content-Type-Options", "nosniff"}}}}},
      {.name = "integrity without CORS",
       .reason = Reason::opaque_with_integrity,
       .request = {.url = api, .mode = RequestMode::no_cors, .has_integrity = true},
       .page = app,
       .server = {{}}},
      {.name = "mode no-cors",
       .reason = Reason::opaque_response,
       .request = {.url = api, .mode = RequestMode::no_cors},
       .page = app,
       .server = {{}}},
      {.name = "a header that is not exposed",
       .reason = Reason::response_header_not_exposed,
       .request = {.url = api},
       .page = app,
       .server = {{.headers = {{"Access-Control-Allow-Origin", "*"}, {"X-Total-Count", "57"}}}},
       .interests = {.reads = {"x-total-count"}}},
      {.name = "a list of exposed headers that is none",
       .reason = Reason::expose_headers_malformed,
       .request = {.url = api},
       .page = app,
       .server = {{.headers = {{"Access-Control-Allow-Origin", "*"}, {"Access-Control-Expose-Headers", "x y"}}}}},
      {.name = "a Lax cookie for another site",
       .reason = Reason::cookie_withheld_by_same_site,
       .request = include,
       .page = page("https://app.test"),
       .server = {{.headers = {{"Access-Control-Allow-Origin", "https://app.test"},
                               {"Access-Control-Allow-Credentials", "true"},
                               {"Vary", "Origin"},
                               {"Set-Cookie", "sid=1; SameSite=Lax"}}}}},
      {.name = "a body that breaks off",
       .reason = Reason::body_not_whole,
       .request = {.url = api},
       .page = app,
       .server = {{.headers = {{"Access-Control-Allow-Origin", "*"}}, .body_failure = "7 bytes are missing"}}},
      {.name = "a body that breaks off behind a missing header",
       .reason = Reason::body_not_whole,
       .request = {.url = api},
       .page = app,
       .server = {{.body_failure = "7 bytes are missing"}}},
      {.name = "an error behind a missing header",
       .reason = Reason::error_status_hidden,
       .request = {.url = api},
       .page = app,
       .server = {{.status = 500}}},
      {.name = "a cache's answer without the header",
       .reason = Reason::cached_answer,
       .request = {.url = api},
       .page = app,
       .server = {{.headers = {{"Age", "4012"}}}}},
      {.name = "the page's own origin",
       .reason = Reason::author_header_dropped,
       .request = {.url = at("https://app.example/x"), .headers = {{"Host", "x"}}},
       .page = app,
       .server = {{}}},
  };
}

}  // namespace

std::vector<Scenario> scenarios() {
  std::vector<Scenario> all;
  for (auto const part : {of_the_cors_check, of_preflights, of_redirects, of_the_request, of_the_address,
                          of_the_network, of_the_answer}) {
    for (auto& scenario : part()) {
      all.push_back(std::move(scenario));
    }
  }
  return all;
}

Diagnosis diagnosis_of(Scenario const& scenario) {
  Diagnosis diagnosis;
  diagnose(scenario.request, scenario.page, scenario.interests, scripted::server(scenario.server), diagnosis);
  return diagnosis;
}

}  // namespace corsage::explain
