#include "network_failures.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <string>
#include <string_view>
#include <utility>

namespace corsage::transport {
namespace {

using fetch::NetworkFailure;

struct CurlRow {
  CURLcode code;
  NetworkFailure failure;
};

/// What is not listed failed before an answer and is a failed connection.
constexpr std::array curl_rows = {
    CurlRow{CURLE_COULDNT_RESOLVE_HOST, NetworkFailure::name_not_resolved},
    CurlRow{CURLE_COULDNT_RESOLVE_PROXY, NetworkFailure::proxy_failed},
    CurlRow{CURLE_PROXY, NetworkFailure::proxy_failed},
    CurlRow{CURLE_OPERATION_TIMEDOUT, NetworkFailure::timed_out},
    CurlRow{CURLE_SSL_CONNECT_ERROR, NetworkFailure::tls_failed},
    CurlRow{CURLE_SSL_CERTPROBLEM, NetworkFailure::tls_failed},
    CurlRow{CURLE_SSL_CIPHER, NetworkFailure::tls_failed},
    CurlRow{CURLE_PEER_FAILED_VERIFICATION, NetworkFailure::tls_failed},
    CurlRow{CURLE_SSL_CACERT_BADFILE, NetworkFailure::tls_failed},
    CurlRow{CURLE_SSL_CRL_BADFILE, NetworkFailure::tls_failed},
    CurlRow{CURLE_SSL_ISSUER_ERROR, NetworkFailure::tls_failed},
    CurlRow{CURLE_SSL_PINNEDPUBKEYNOTMATCH, NetworkFailure::tls_failed},
    CurlRow{CURLE_SSL_INVALIDCERTSTATUS, NetworkFailure::tls_failed},
    CurlRow{CURLE_SSL_CLIENTCERT, NetworkFailure::tls_failed},
    CurlRow{CURLE_SSL_ENGINE_NOTFOUND, NetworkFailure::tls_failed},
    CurlRow{CURLE_SSL_ENGINE_SETFAILED, NetworkFailure::tls_failed},
    CurlRow{CURLE_USE_SSL_FAILED, NetworkFailure::tls_failed},
    CurlRow{CURLE_GOT_NOTHING, NetworkFailure::empty_answer},
    CurlRow{CURLE_WEIRD_SERVER_REPLY, NetworkFailure::answer_not_http},
    CurlRow{CURLE_UNSUPPORTED_PROTOCOL, NetworkFailure::answer_not_http},
    CurlRow{CURLE_HTTP2, NetworkFailure::answer_not_http},
    CurlRow{CURLE_HTTP2_STREAM, NetworkFailure::empty_answer},
    CurlRow{CURLE_RECV_ERROR, NetworkFailure::empty_answer},
    CurlRow{CURLE_SEND_ERROR, NetworkFailure::empty_answer},
    CurlRow{CURLE_PARTIAL_FILE, NetworkFailure::empty_answer},
    CurlRow{CURLE_BAD_CONTENT_ENCODING, NetworkFailure::empty_answer},
};

NetworkFailure kind_of(CURLcode code, long system_error) {
  if (code == CURLE_COULDNT_CONNECT && system_error == ECONNREFUSED) {
    return NetworkFailure::connection_refused;
  }
  if (code == CURLE_COULDNT_CONNECT && system_error == ETIMEDOUT) {
    return NetworkFailure::timed_out;
  }
  auto const row = std::ranges::find(curl_rows, code, &CurlRow::code);
  return row == curl_rows.end() ? NetworkFailure::connection_failed : row->failure;
}

/// Whether it was on the way to the proxy, or asking it for the way, that the transfer ended. Beside its codes, libcurl
/// tells that in words only.
bool is_of_proxy(CURLcode code, std::string_view message, ProxyAddress const& proxy) {
  constexpr std::array<std::string_view, 3> beginnings{"CONNECT tunnel failed", "Received HTTP code", "Proxy CONNECT"};
  return kind_of(code, 0) == NetworkFailure::proxy_failed ||
         std::ranges::any_of(beginnings, [&](std::string_view beginning) { return message.starts_with(beginning); }) ||
         (code == CURLE_COULDNT_CONNECT &&
          message.starts_with("Failed to connect to " + proxy.host + " port " + std::to_string(proxy.port) + " "));
}

/// Whether the library took the beginning of an answer without TLS for a broken record.
bool is_answer_without_tls(CURLcode code, std::string_view message) {
  constexpr std::array<std::string_view, 2> endings{"wrong version number", "packet length too long"};
  return code == CURLE_SSL_CONNECT_ERROR && std::ranges::any_of(endings, [&](std::string_view ending) {
           return message.find(ending) != std::string_view::npos;
         });
}

}  // namespace

fetch::Failed refusal_by_proxy(ProxyAddress const& proxy, std::string_view answer) {
  return {.failure = NetworkFailure::proxy_failed, .detail = "proxy " + proxy.text() + ": " + std::string(answer)};
}

fetch::Failed no_http(std::string_view beginning) {
  // https://www.rfc-editor.org/rfc/rfc8446#section-5.1 : an alert, or a handshake's record, of version 3.
  if (beginning.starts_with("\x15\x03") || beginning.starts_with("\x16\x03")) {
    return {.failure = NetworkFailure::answer_not_http, .detail = "the port speaks TLS: ask for https"};
  }
  constexpr std::size_t most_quoted = 40;
  auto const quoted = beginning.substr(0, std::min(beginning.find_first_of("\r\n"), most_quoted));
  return {.failure = NetworkFailure::answer_not_http, .detail = "it begins with '" + std::string(quoted) + "'"};
}

fetch::Failed failure_of(CURLcode code, long system_error, std::string_view message, ProxyAddress const* proxy) {
  if (proxy != nullptr && is_of_proxy(code, message, *proxy)) {
    return refusal_by_proxy(*proxy, message.empty() ? curl_easy_strerror(code) : message);
  }
  // libcurl bounds the length of a line, and calls a longer one so.
  if (code == CURLE_OUT_OF_MEMORY) {
    return {.failure = NetworkFailure::answer_not_http, .detail = "a header line is too long"};
  }
  // What stands before the evidence says no more than the kind does.
  constexpr std::string_view certificate_prefix = "SSL certificate problem: ";
  if (message.starts_with(certificate_prefix)) {
    message.remove_prefix(certificate_prefix.size());
  }
  auto detail = message.empty() ? std::string(curl_easy_strerror(code)) : std::string(message);
  // On the way to a proxy that is asked by https, the port may be the proxy's.
  if (is_answer_without_tls(code, message) && (proxy == nullptr || proxy->scheme != "https")) {
    detail += ": there is no TLS at that port; did you mean http://?";
  }
  return {.failure = kind_of(code, system_error), .detail = std::move(detail)};
}

}  // namespace corsage::transport
