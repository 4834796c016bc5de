#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <utility>

#include "cause.hpp"
#include "console_facts.hpp"
#include "corsage/base/bytes.hpp"
#include "corsage/url/origin.hpp"
#include "corsage/url/url.hpp"

#include <fmt/format.h>

// Chrome's words are those of services/network/public/cpp/cors/cors_error_string.cc, measured with Chromium 156; the
// names of causes are DevTools protocol's `CorsError`.
namespace corsage::explain {
namespace {

using trace::Reason;

constexpr std::string_view access =
    "Access to {kind} at '{url}' {from}from origin '{page}' has been blocked by CORS policy: ";
constexpr std::string_view access_to_next =
    "Access to {kind} at '{next_url}' (redirected from '{first_url}') from origin '{page}' has been blocked by CORS "
    "policy: ";
constexpr std::string_view preflight_prefix = "Response to preflight request doesn't pass access control check: ";
constexpr std::string_view frame_text =
    "Unsafe attempt to load URL {url} from frame with URL {page_url}. Domains, protocols and ports must match.\n";
constexpr std::string_view unsafe_redirect = "{method} {url} net::ERR_UNSAFE_REDIRECT";
constexpr std::string_view only_for_schemes =
    "Cross origin requests are only supported for protocol schemes: chrome, chrome-experimental-site-token-provider, "
    "chrome-extension, chrome-untrusted, data, http, https, isolated-app.";

// Rows with a `cors_error` follow `access`. Rows of the CORS check come with the preflight's prefix on that leg.
// Rows are in the order of Chrome's checks: a redirect, the CORS check, the status, the lists.
constexpr ConsoleRow rows[] = {
    {Reason::preflight_redirected, "Redirect is not allowed for a preflight request.", "PreflightDisallowedRedirect"},
    {Reason::allow_origin_wildcard_with_credentials,
     "The value of the 'Access-Control-Allow-Origin' header in the response must not be the wildcard '*' when the "
     "request's credentials mode is 'include'.",
     "WildcardOriginNotAllowed"},
    {Reason::allow_origin_missing, "No 'Access-Control-Allow-Origin' header is present on the requested resource.",
     "MissingAllowOriginHeader"},
    {Reason::allow_origin_multiple,
     "The 'Access-Control-Allow-Origin' header contains multiple values '{value}', but only one is allowed.",
     "MultipleAllowOriginValues"},
    {Reason::allow_origin_invalid, "The 'Access-Control-Allow-Origin' header contains the invalid value '{value}'.",
     "InvalidAllowOriginValue"},
    {Reason::allow_origin_mismatch,
     "The 'Access-Control-Allow-Origin' header has a value '{value}' that is not equal to the supplied origin.",
     "AllowOriginMismatch"},
    {Reason::allow_credentials_not_true,
     "The value of the 'Access-Control-Allow-Credentials' header in the response is '{value}' which must "
     "be 'true' when the request's credentials mode is 'include'.",
     "InvalidAllowCredentials"},
    {Reason::preflight_needs_authentication, "It does not have HTTP ok status.", "PreflightInvalidStatus"},
    {Reason::preflight_status, "It does not have HTTP ok status.", "PreflightInvalidStatus"},
    {Reason::allow_methods_malformed,
     "Cannot parse Access-Control-Allow-Methods response header field in preflight response.",
     "InvalidAllowMethodsPreflightResponse"},
    {Reason::allow_headers_malformed,
     "Cannot parse Access-Control-Allow-Headers response header field in preflight response.",
     "InvalidAllowHeadersPreflightResponse"},
    {Reason::method_not_allowed,
     "Method {method} is not allowed by Access-Control-Allow-Methods in preflight response.",
     "MethodDisallowedByPreflightResponse"},
    {Reason::authorization_not_listed,
     "Request header field authorization is not allowed by Access-Control-Allow-Headers in preflight response.",
     "HeaderDisallowedByPreflightResponse"},
    {Reason::request_header_not_allowed,
     "Request header field {header} is not allowed by Access-Control-Allow-Headers in preflight response.",
     "HeaderDisallowedByPreflightResponse"},
    {Reason::redirect_credentials_in_location,
     "Redirect location '' contains a username and password, which is disallowed for cross-origin requests.",
     "RedirectContainsCredentials"},
    {Reason::redirect_scheme_not_http, only_for_schemes, "CorsDisabledScheme"},
    {Reason::local_network_access_insecure_context,
     "The request client is not a secure context and the resource is in more-private address space `{space}`.",
     "InsecureLocalNetwork"},
    {Reason::local_network_access_permission,
     "Permission was denied for this request to access the `{space}` address space.",
     "LocalNetworkAccessPermissionDenied"},
    {Reason::cross_origin_in_same_origin_mode,
     "Fetch API cannot load {url}. Request mode is \"same-origin\" but the URL's origin is not same as the request "
     "origin {page}."},
    {Reason::no_cors_redirect_mode,
     "Fetch API cannot load {url}. Request mode is \"no-cors\" but the redirect mode is not \"follow\"."},
    {Reason::scheme_not_http, "Fetch API cannot load {url}. URL scheme \"{scheme}\" is not supported."},
    {Reason::mixed_content,
     "Mixed Content: The page at '{page_url}' was loaded over HTTPS, but requested an insecure {mixed_kind} '{url}'. "
     "This request has been blocked; the content must be served over HTTPS."},
    {Reason::redirect_refused_by_request, "{method} {url} net::ERR_FAILED"},
    {Reason::redirect_location_invalid, "{method} {url} net::ERR_INVALID_REDIRECT"},
    {Reason::redirect_location_repeated, "{method} {url} net::ERR_RESPONSE_HEADERS_MULTIPLE_LOCATION"},
    {Reason::redirect_too_many, "{method} {url} net::ERR_TOO_MANY_REDIRECTS"},
    {Reason::redirect_stream_body, "{method} {url} net::ERR_INVALID_ARGUMENT"},
    {Reason::stream_body_over_http1, "{method} {url} net::ERR_H2_OR_QUIC_REQUIRED"},
    {Reason::request_header_refused, "{method} {url} net::ERR_INVALID_ARGUMENT"},
    {Reason::local_url_failed, "{method} {url} net::ERR_FILE_NOT_FOUND"},
    {Reason::bad_port, "{method} {url} net::ERR_UNSAFE_PORT"},
    {Reason::name_not_resolved, "{method} {url} net::ERR_NAME_NOT_RESOLVED"},
    {Reason::connection_refused, "{method} {url} net::ERR_CONNECTION_REFUSED"},
    {Reason::connection_failed, "{method} {url} net::ERR_ADDRESS_UNREACHABLE"},
    {Reason::proxy_failed, "{method} {url} net::ERR_PROXY_CONNECTION_FAILED"},
    {Reason::timed_out, "{method} {url} net::ERR_CONNECTION_TIMED_OUT"},
    {Reason::tls_failed, "{method} {url} net::ERR_CERT_AUTHORITY_INVALID"},
    {Reason::answer_not_http, "{method} {url} net::ERR_INVALID_HTTP_RESPONSE"},
    {Reason::empty_answer, "{method} {url} net::ERR_EMPTY_RESPONSE"},
    {Reason::blocked_by_client, "{method} {url} net::ERR_BLOCKED_BY_CLIENT"},
    {Reason::cross_origin_resource_policy, "{method} {url} net::ERR_BLOCKED_BY_RESPONSE.NotSameOrigin {status}"},
    {Reason::nosniff_mime_type,
     "Refused to load the {kind} '{url}' because its MIME type ('{mime_type}') is not one for it, and strict MIME type "
     "checking is enabled."},
    {Reason::opaque_with_integrity,
     "Subresource Integrity: The resource '{url}' has an integrity attribute, but the resource requires the request to "
     "be CORS enabled to check the integrity, and it is not. The resource has been blocked because the integrity "
     "cannot be enforced."},
    // Mistakes in the request reject the promise and print nothing of their own.
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
    {Reason::url_invalid, "Failed to execute 'fetch' on 'Window': Failed to parse URL from {given_url}"},
    {Reason::referrer_invalid, "Failed to execute 'fetch' on 'Window': Referrer '{value}' is not a valid URL."},
    {Reason::method_forbidden, "Failed to execute 'fetch' on 'Window': '{method}' HTTP method is unsupported."},
    {Reason::method_not_a_token, "Failed to execute 'fetch' on 'Window': '{method}' is not a valid HTTP method."},
    {Reason::method_not_allowed_in_no_cors,
     "Failed to execute 'fetch' on 'Window': '{method}' is unsupported in no-cors mode."},
    {Reason::request_header_invalid, "Failed to execute 'fetch' on 'Window': Invalid value"},
    {Reason::url_has_credentials,
     "Failed to execute 'fetch' on 'Window': Request cannot be constructed from a URL that includes credentials: "
     "{url}"},
    {Reason::body_not_allowed_with_method,
     "Failed to execute 'fetch' on 'Window': Request with GET/HEAD method cannot have body."},
    {Reason::mode_navigate,
     "Failed to execute 'fetch' on 'Window': Cannot construct a Request with a RequestInit whose mode member is set as "
     "'navigate'."},
    {Reason::cache_mode_needs_same_origin,
     "Failed to execute 'fetch' on 'Window': 'only-if-cached' can be set only with 'same-origin' mode"},
};

/// What certificate and handshake failures are called, by a word in the evidence.
struct TlsName {
  std::string_view evidence;
  std::string_view name;
};

constexpr TlsName tls_names[] = {
    {"expired", "ERR_CERT_DATE_INVALID"},
    {"not yet valid", "ERR_CERT_DATE_INVALID"},
    {"subject name", "ERR_CERT_COMMON_NAME_INVALID"},
    {"host name", "ERR_CERT_COMMON_NAME_INVALID"},
    {"certificate", "ERR_CERT_AUTHORITY_INVALID"},
    {"", "ERR_SSL_PROTOCOL_ERROR"},
};

bool is_of_status_check(Reason reason) {
  return reason == Reason::preflight_redirected || reason == Reason::preflight_needs_authentication ||
         reason == Reason::preflight_status;
}

/// Chrome divides the values that do not match in its own way: a space or a comma makes several values, what its URL
/// parser refuses is invalid, and the rest is a mismatch.
Reason allow_origin_reason(Reason reason, std::string_view value) {
  if (reason != Reason::allow_origin_multiple && reason != Reason::allow_origin_invalid &&
      reason != Reason::allow_origin_mismatch) {
    return reason;
  }
  if (value.find_first_of(" ,") != std::string_view::npos) {
    return Reason::allow_origin_multiple;
  }
  return value == "null" || url::Url::parse(value) ? Reason::allow_origin_mismatch : Reason::allow_origin_invalid;
}

/// Bytes outside printable ASCII as \uXXXX.
std::string shown(std::string_view bytes) {
  std::string text;
  for (char const byte : bytes) {
    auto const code = static_cast<unsigned char>(byte);
    if (code >= 0x20 && code < 0x7F) {
      text += byte;
    } else {
      fmt::format_to(std::back_inserter(text), "\\u{:04X}", code);
    }
  }
  return text;
}

/// The hint that only fetch() gets, and the one that only XMLHttpRequest gets.
std::string_view hint(Reason reason, fetch::Initiator initiator) {
  bool const wants_valid_value = reason == Reason::allow_origin_multiple || reason == Reason::allow_origin_invalid ||
                                 reason == Reason::allow_origin_mismatch;
  if (wants_valid_value && initiator == fetch::Initiator::fetch) {
    return " Have the server send the header with a valid value.";
  }
  bool const is_about_credentials =
      reason == Reason::allow_origin_wildcard_with_credentials || reason == Reason::allow_credentials_not_true;
  if (is_about_credentials && initiator == fetch::Initiator::xhr) {
    return " The credentials mode of requests initiated by the XMLHttpRequest is controlled by the withCredentials "
           "attribute.";
  }
  return "";
}

ConsoleRow const& row_of(Reason reason) {
  return *std::ranges::find(rows, reason, &ConsoleRow::reason);
}

ConsoleRow const& refined(Told const& told) {
  return row_of(allow_origin_reason(told.row->reason, argument(*told.cause, trace::ArgumentName::value)));
}

/// Schemes that the network layer refuses as a redirect's target before CORS has a say.
bool is_unsafe_redirect(std::string_view scheme) {
  constexpr std::array<std::string_view, 5> schemes{"about", "blob", "data", "file", "filesystem"};
  return std::ranges::find(schemes, scheme) != schemes.end();
}

/// What stands apart from the table: the same reason in another place.
std::optional<std::string_view> text_apart(ConsoleFacts const& facts, Cause const& cause) {
  if (cause.reason == Reason::cross_origin_in_same_origin_mode && facts.was_redirected) {
    return frame_text;
  }
  if (cause.reason == Reason::redirect_scheme_not_http &&
      is_unsafe_redirect(argument(cause, trace::ArgumentName::scheme))) {
    return unsafe_redirect;
  }
  // Of a scheme that it does not know Chrome says nothing at all.
  bool const is_about_address =
      cause.reason == Reason::scheme_not_http || cause.reason == Reason::cross_origin_in_same_origin_mode;
  if (is_about_address && !facts.has_known_scheme(cause)) {
    return "";
  }
  auto const next = url::Url::parse(argument(cause, trace::ArgumentName::url));
  bool const stays = next && url::same_origin(*next, facts.environment.origin) && !facts.is_cross_origin();
  if (cause.reason == Reason::redirect_credentials_in_location && stays) {
    return "";
  }
  return std::nullopt;
}

std::string text_of(ConsoleRow const& row, Cause const& cause, fetch::Initiator initiator) {
  if (row.cors_error.empty()) {
    return std::string(row.text);
  }
  std::string text(row.reason == Reason::redirect_scheme_not_http ? access_to_next : access);
  bool const is_preflight = cause.leg == trace::Leg::preflight;
  if ((is_of_cors_check(row.reason) && is_preflight) || is_of_status_check(row.reason)) {
    text.append(preflight_prefix);
  }
  return text.append(row.text).append(hint(row.reason, initiator));
}

std::string cors_error_of(ConsoleRow const& row, Cause const& cause) {
  // Other schemes never get as far as the network service, which knows these names.
  if (row.reason == Reason::redirect_scheme_not_http &&
      !argument(cause, trace::ArgumentName::scheme).starts_with("ws")) {
    return "";
  }
  bool const is_preflight = is_of_cors_check(row.reason) && cause.leg == trace::Leg::preflight;
  return (is_preflight ? "Preflight" : "") + std::string(row.cors_error);
}

std::string tls_line(ConsoleFacts const& facts, Cause const& cause) {
  auto const evidence = argument(cause, trace::ArgumentName::value);
  auto const* const name = std::ranges::find_if(
      tls_names, [&](TlsName const& row) { return evidence.find(row.evidence) != std::string_view::npos; });
  return fill(fmt::format("{{method}} {{url}} net::{}", name->name), facts, cause, shown);
}

}  // namespace

std::span<ConsoleRow const> chromium_rows() {
  return rows;
}

ConsoleMessages chromium_messages(ConsoleFacts const& facts) {
  auto const told = first_told(rows, facts);
  ConsoleMessages messages;
  if (told.row == nullptr) {
    return messages;
  }
  auto const& cause = *told.cause;
  auto const& row = refined(told);
  auto const apart = text_apart(facts, cause);
  auto const text = apart ? std::string(*apart) : text_of(row, cause, facts.request.initiator);
  if (row.reason == Reason::tls_failed) {
    messages.lines.push_back(tls_line(facts, cause));
  } else if (!text.empty()) {
    messages.lines.push_back(fill(text, facts, cause, shown));
  }
  if (!apart) {
    messages.cors_error = cors_error_of(row, cause);
  }
  if (facts.request.initiator == fetch::Initiator::fetch) {
    auto const error = error_text(errors, row.reason, "Failed to fetch");
    messages.js_error = "TypeError: " + fill(error, facts, cause, isomorphic_decode);
  }
  return messages;
}

}  // namespace corsage::explain
