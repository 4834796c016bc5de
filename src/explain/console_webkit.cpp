#include <algorithm>
#include <utility>

#include "console_facts.hpp"
#include "corsage/base/bytes.hpp"
#include "corsage/http/header_names.hpp"

// Safari's words and their order are those of WebKit's loader/CrossOriginAccessControl.cpp,
// loader/CrossOriginPreflightResultCache.cpp and NetworkProcess/NetworkLoadChecker.cpp.
namespace corsage::explain {
namespace {

using trace::Reason;

constexpr std::string_view not_allowed =
    "Origin {origin} is not allowed by Access-Control-Allow-Origin. Status code: {status}";
constexpr std::string_view not_successful = "Preflight response is not successful. Status code: {status}";
constexpr std::string_view cannot_load = "{api} cannot load {url}.";
constexpr std::string_view due_to_access_control = "{api} cannot load {url} due to access control checks.";

constexpr ConsoleRow rows[] = {
    {Reason::preflight_redirected, not_successful},
    {Reason::preflight_needs_authentication, not_successful},
    {Reason::preflight_status, not_successful},
    {Reason::allow_origin_wildcard_with_credentials,
     "Cannot use wildcard in Access-Control-Allow-Origin when credentials flag is true."},
    {Reason::allow_origin_multiple, "Access-Control-Allow-Origin cannot contain more than one origin."},
    {Reason::allow_origin_missing, not_allowed},
    {Reason::allow_origin_invalid, not_allowed},
    {Reason::allow_origin_mismatch, not_allowed},
    {Reason::allow_credentials_not_true,
     "Credentials flag is true, but Access-Control-Allow-Credentials is not \"true\"."},
    {Reason::allow_methods_malformed, "Header Access-Control-Allow-Methods has an invalid value: {value}"},
    {Reason::allow_headers_malformed, "Header Access-Control-Allow-Headers has an invalid value: {value}"},
    {Reason::method_not_allowed, "Method {method} is not allowed by Access-Control-Allow-Methods."},
    {Reason::authorization_not_listed,
     "Request header field authorization is not allowed by Access-Control-Allow-Headers."},
    {Reason::request_header_not_allowed,
     "Request header field {header} is not allowed by Access-Control-Allow-Headers."},
    {Reason::redirect_credentials_in_location, "redirection URL {location} has credentials"},
    {Reason::redirect_scheme_not_http, "not allowed to follow a cross-origin CORS redirection with non CORS scheme"},
    {Reason::redirect_refused_by_request, "Not allowed to follow a redirection while loading {url}"},
    {Reason::redirect_too_many, "Load cannot follow more than 20 redirections"},
    {Reason::redirect_location_invalid, cannot_load},
    {Reason::redirect_location_repeated, cannot_load},
    {Reason::redirect_stream_body, cannot_load},
    {Reason::stream_body_over_http1, cannot_load},
    {Reason::cross_origin_in_same_origin_mode, due_to_access_control},
    {Reason::no_cors_redirect_mode, due_to_access_control},
    {Reason::scheme_not_http, "Cross origin requests are only supported for HTTP."},
    {Reason::local_url_failed, cannot_load},
    {Reason::bad_port, "Not allowed to use restricted network port"},
    {Reason::mixed_content,
     "[blocked] The page at {page_url} requested insecure content from {url}. This content was blocked and must be "
     "served over HTTPS."},
    {Reason::local_network_access_insecure_context, cannot_load},
    {Reason::local_network_access_permission, cannot_load},
    {Reason::name_not_resolved, cannot_load},
    {Reason::connection_refused, cannot_load},
    {Reason::connection_failed, cannot_load},
    {Reason::proxy_failed, cannot_load},
    {Reason::timed_out, cannot_load},
    {Reason::tls_failed, cannot_load},
    {Reason::answer_not_http, cannot_load},
    {Reason::empty_answer, cannot_load},
    {Reason::blocked_by_client, cannot_load},
    {Reason::cross_origin_resource_policy,
     "Cancelled load to {url} because it violates the resource's Cross-Origin-Resource-Policy response header."},
    {Reason::nosniff_mime_type,
     "Refused to load {url} because \"X-Content-Type-Options: nosniff\" was given and its Content-Type is not one for "
     "a "
     "{kind}."},
    {Reason::opaque_with_integrity, "Cannot load {url}. Failed integrity metadata check."},
    // Mistakes in the request reject the promise and print nothing of their own.
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
    {Reason::url_invalid, "URL is not valid or contains user credentials."},
    {Reason::referrer_invalid, "Referrer is not a valid URL."},
    {Reason::stream_body_not_supported, "ReadableStream uploading is not supported"},
    {Reason::method_forbidden, "Method is forbidden."},
    {Reason::method_not_a_token, "Method is not a valid HTTP token."},
    {Reason::method_not_allowed_in_no_cors, "Method must be GET, POST or HEAD in no-cors mode."},
    {Reason::request_header_invalid, "Header '{header}' has invalid value: '{value}'"},
    {Reason::url_has_credentials, "URL is not valid or contains user credentials."},
    {Reason::body_not_allowed_with_method, "Request has method '{method}' and cannot have a body"},
};

/// Safari tells a list from one wrong value by its comma alone.
Reason allow_origin_reason(Cause const& cause) {
  if (cause.reason != Reason::allow_origin_multiple && cause.reason != Reason::allow_origin_invalid &&
      cause.reason != Reason::allow_origin_mismatch) {
    return cause.reason;
  }
  bool const has_comma = argument(cause, trace::ArgumentName::value).find(',') != std::string_view::npos;
  return has_comma ? Reason::allow_origin_multiple : Reason::allow_origin_mismatch;
}

std::string shown(std::string_view bytes) {
  return isomorphic_decode(bytes);
}

/// Whether Safari names where the failed answer leads.
bool is_denied_redirect(ConsoleFacts const& facts, Cause const& cause) {
  return cause.leg == trace::Leg::actual && facts.is_redirect() &&
         cause.reason != Reason::redirect_refused_by_request && cause.reason != Reason::redirect_too_many;
}

std::string redirect_target(ConsoleFacts const& facts) {
  auto const location = facts.response()->headers.get(http::header::location);
  auto const target = url::Url::parse(location->view(), &facts.exchange->request.url);
  return target ? std::string(target->href()) : isomorphic_decode(location->view());
}

bool is_cors_failure(Reason reason) {
  auto const* const row = std::ranges::find(rows, reason, &ConsoleRow::reason);
  auto const* const last = std::ranges::find(rows, Reason::redirect_scheme_not_http, &ConsoleRow::reason);
  return row <= last;
}

}  // namespace

std::span<ConsoleRow const> webkit_rows() {
  return rows;
}

ConsoleMessages webkit_messages(ConsoleFacts const& facts) {
  auto const told = first_told(rows, facts);
  ConsoleMessages messages;
  if (told.row == nullptr) {
    return messages;
  }
  auto const& cause = *told.cause;
  auto const text = std::ranges::find(rows, allow_origin_reason(cause), &ConsoleRow::reason)->text;
  if (!text.empty()) {
    auto line = fill(text, facts, cause, shown);
    if (is_denied_redirect(facts, cause)) {
      line = "Cross-origin redirection to " + redirect_target(facts) +
             " denied by Cross-Origin Resource Sharing policy: " + line;
    }
    messages.lines.push_back(std::move(line));
  }
  if (is_cors_failure(cause.reason) && facts.request.initiator != fetch::Initiator::element) {
    messages.lines.push_back(fill(due_to_access_control, facts, cause, shown));
  }
  if (facts.request.initiator == fetch::Initiator::fetch) {
    messages.js_error = "TypeError: " + fill(error_text(errors, cause.reason, "Load failed"), facts, cause, shown);
  }
  return messages;
}

}  // namespace corsage::explain
