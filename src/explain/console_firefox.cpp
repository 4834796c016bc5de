#include <algorithm>
#include <utility>

#include "cause.hpp"
#include "console_facts.hpp"
#include "corsage/url/origin.hpp"

// Firefox's words are those of dom/locales/en-US/chrome/security/security.properties, measured with Firefox ESR 153;
// its order is that of netwerk/protocol/http/nsCORSListenerProxy.cpp.
namespace corsage::explain {
namespace {

using trace::Reason;

constexpr std::string_view blocked =
    "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at ";
constexpr std::string_view did_not_succeed = "{url}. (Reason: CORS request did not succeed). Status code: (null).";
constexpr std::string_view may_not_load = "Security Error: Content at {page_url} may not load data from {url}.";

// Rows that begin with a URL follow `blocked`.
constexpr ConsoleRow rows[] = {
    {Reason::preflight_redirected, "{url}. (Reason: CORS request external redirect not allowed)."},
    {Reason::allow_origin_missing,
     "{url}. (Reason: CORS header ‘Access-Control-Allow-Origin’ missing). Status code: {status}."},
    {Reason::allow_origin_wildcard_with_credentials,
     "‘{url}’. (Reason: Credential is not supported if the CORS header ‘Access-Control-Allow-Origin’ is ‘*’)."},
    // Lines of one name are joined before anybody counts them: two are one value that does not match.
    {Reason::allow_origin_multiple,
     "{url}. (Reason: CORS header ‘Access-Control-Allow-Origin’ does not match ‘{value}’)."},
    {Reason::allow_origin_invalid,
     "{url}. (Reason: CORS header ‘Access-Control-Allow-Origin’ does not match ‘{value}’)."},
    {Reason::allow_origin_mismatch,
     "{url}. (Reason: CORS header ‘Access-Control-Allow-Origin’ does not match ‘{value}’)."},
    {Reason::allow_credentials_not_true,
     "{url}. (Reason: expected ‘true’ in CORS header ‘Access-Control-Allow-Credentials’)."},
    {Reason::preflight_needs_authentication,
     "{url}. (Reason: CORS preflight response did not succeed). Status code: {status}."},
    {Reason::preflight_status, "{url}. (Reason: CORS preflight response did not succeed). Status code: {status}."},
    {Reason::allow_methods_malformed,
     "{url}. (Reason: invalid token ‘{value}’ in CORS header ‘Access-Control-Allow-Methods’)."},
    {Reason::method_not_allowed, "{url}. (Reason: Did not find method in CORS header ‘Access-Control-Allow-Methods’)."},
    {Reason::allow_headers_malformed,
     "{url}. (Reason: invalid token ‘{value}’ in CORS header ‘Access-Control-Allow-Headers’)."},
    {Reason::authorization_not_listed,
     "{url}. (Reason: header ‘authorization’ is not allowed according to header ‘Access-Control-Allow-Headers’ from "
     "CORS preflight response)."},
    {Reason::request_header_not_allowed,
     "{url}. (Reason: header ‘{header}’ is not allowed according to header ‘Access-Control-Allow-Headers’ from CORS "
     "preflight response)."},
    {Reason::scheme_not_http, "{url}. (Reason: CORS request not http)."},
    {Reason::redirect_scheme_not_http, did_not_succeed},
    {Reason::redirect_credentials_in_location, did_not_succeed},
    {Reason::redirect_too_many, did_not_succeed},
    {Reason::redirect_location_invalid, did_not_succeed},
    {Reason::redirect_location_repeated, did_not_succeed},
    {Reason::redirect_stream_body, did_not_succeed},
    {Reason::stream_body_over_http1, did_not_succeed},
    {Reason::name_not_resolved, did_not_succeed},
    {Reason::connection_refused, did_not_succeed},
    {Reason::connection_failed, did_not_succeed},
    {Reason::proxy_failed, did_not_succeed},
    {Reason::timed_out, did_not_succeed},
    {Reason::tls_failed, did_not_succeed},
    {Reason::answer_not_http, did_not_succeed},
    {Reason::empty_answer, did_not_succeed},
    {Reason::blocked_by_client, did_not_succeed},
    {Reason::local_network_access_insecure_context, did_not_succeed},
    {Reason::local_network_access_permission, did_not_succeed},
    {Reason::cross_origin_in_same_origin_mode, may_not_load},
    {Reason::mixed_content, "Blocked loading mixed active content “{url}”"},
    {Reason::cross_origin_resource_policy,
     "The resource at “{url}” was blocked due to its Cross-Origin-Resource-Policy header (or lack thereof). See "
     "https://developer.mozilla.org/docs/Web/HTTP/Cross-Origin_Resource_Policy#"},
    {Reason::nosniff_mime_type,
     "The resource from “{url}” was blocked due to MIME type (“{mime_type}”) mismatch (X-Content-Type-Options: "
     "nosniff)."},
    {Reason::opaque_with_integrity,
     "“{url}” is not eligible for integrity checks since it’s neither CORS-enabled nor same-origin."},
    // These reject the promise and print nothing of their own.
    {Reason::local_url_failed, ""},
    {Reason::bad_port, ""},
    {Reason::redirect_refused_by_request, ""},
    {Reason::no_cors_redirect_mode, ""},
    {Reason::request_header_refused, ""},
    {Reason::url_invalid, ""},
    {Reason::referrer_invalid, ""},
    {Reason::method_forbidden, ""},
    {Reason::method_not_a_token, ""},
    {Reason::method_not_allowed_in_no_cors, ""},
    {Reason::request_header_invalid, ""},
    {Reason::url_has_credentials, ""},
    {Reason::body_not_allowed_with_method, ""},
    {Reason::mode_navigate, ""},
    {Reason::cache_mode_needs_same_origin, ""},
    {Reason::stream_body_not_supported, ""},
    {Reason::stream_body_in_no_cors, ""},
    {Reason::keepalive_body_too_large, ""},
};

constexpr ErrorRow errors[] = {
    {Reason::url_invalid, "Window.fetch: {given_url} is not a valid URL."},
    {Reason::referrer_invalid, "Window.fetch: {value} is not a valid URL."},
    {Reason::method_forbidden, "Window.fetch: Invalid request method {method}."},
    {Reason::method_not_a_token, "Window.fetch: Invalid request method {method}."},
    {Reason::method_not_allowed_in_no_cors, "Window.fetch: Invalid request method {method}."},
    {Reason::request_header_invalid, "Window.fetch: {value} is an invalid header value."},
    {Reason::url_has_credentials, "Window.fetch: {url} is an url with embedded credentials."},
    {Reason::body_not_allowed_with_method, "Window.fetch: HEAD or GET Request cannot have a body."},
    {Reason::mode_navigate, "Window.fetch: Invalid request mode navigate."},
};

/// Bytes that are not UTF-8 as U+FFFD, the rest as it is.
std::string shown(std::string_view bytes) {
  std::string text;
  for (char const byte : bytes) {
    if (static_cast<unsigned char>(byte) < 0x80) {
      text += byte;
    } else {
      text += "\xEF\xBF\xBD";
    }
  }
  return text;
}

std::string line(std::string_view text, ConsoleFacts const& facts, Cause const& cause) {
  bool const is_reading = text.starts_with("{url}") || text.starts_with("‘{url}");
  return fill(is_reading ? std::string(blocked).append(text) : std::string(text), facts, cause, shown);
}

/// Whether another origin is asked, or is where the redirect leads.
bool concerns_other_origin(ConsoleFacts const& facts, Cause const& cause) {
  auto const next = url::Url::parse(argument(cause, trace::ArgumentName::url));
  bool const leads_out = cause.reason == Reason::redirect_credentials_in_location && next &&
                         !url::same_origin(*next, facts.environment.origin);
  return leads_out || facts.is_cross_origin();
}

bool is_silent(std::string_view text, ConsoleFacts const& facts, Cause const& cause) {
  if (text == did_not_succeed) {
    return !concerns_other_origin(facts, cause);
  }
  bool const is_about_address =
      cause.reason == Reason::scheme_not_http || cause.reason == Reason::cross_origin_in_same_origin_mode;
  bool const is_quiet_mode =
      cause.reason == Reason::scheme_not_http && facts.request.mode == fetch::RequestMode::no_cors;
  return text.empty() || is_quiet_mode || (is_about_address && !facts.has_known_scheme(cause));
}

/// A failed preflight, and a redirect that fails the CORS check, come with further lines.
void add_further_lines(ConsoleFacts const& facts, Cause const& cause, ConsoleMessages& messages) {
  if (cause.reason == Reason::preflight_redirected) {
    messages.lines.push_back(
        line("{url}. (Reason: CORS preflight response did not succeed). Status code: {status}.", facts, cause));
  }
  bool const follows = facts.request.redirect == fetch::RedirectMode::follow;
  bool const is_answered_preflight = cause.leg == trace::Leg::preflight && facts.response() != nullptr;
  if (is_answered_preflight || (is_of_cors_check(cause.reason) && facts.is_redirect() && follows)) {
    messages.lines.push_back(line(did_not_succeed, facts, cause));
  }
}

}  // namespace

std::span<ConsoleRow const> firefox_rows() {
  return rows;
}

ConsoleMessages firefox_messages(ConsoleFacts const& facts) {
  auto const told = first_told(rows, facts);
  ConsoleMessages messages;
  if (told.row == nullptr) {
    return messages;
  }
  auto const reason = told.row->reason;
  auto const text = told.row->text;
  if (!is_silent(text, facts, *told.cause)) {
    messages.lines.push_back(line(text, facts, *told.cause));
    add_further_lines(facts, *told.cause, messages);
  }
  if (facts.request.initiator == fetch::Initiator::fetch) {
    messages.js_error =
        "TypeError: " +
        fill(error_text(errors, reason, "NetworkError when attempting to fetch resource."), facts, *told.cause, shown);
  }
  return messages;
}

}  // namespace corsage::explain
