#include "transfer.hpp"

#include <utility>

#include "corsage/base/bytes.hpp"
#include "corsage/http/header_names.hpp"
#include "corsage/http/method.hpp"
#include "corsage/url/ip_address.hpp"
#include "corsage/url/origin.hpp"
#include "header_lines.hpp"
#include "network_failures.hpp"
#include "proxy_choice.hpp"

namespace corsage::transport {
namespace {

constexpr int switching_protocols = 101;
constexpr int no_content = 204;
constexpr int not_modified = 304;
constexpr int proxy_authentication_required = 407;
constexpr std::string_view user_agent = "corsage/" CORSAGE_VERSION;
constexpr char const* accepted_encodings = "gzip, deflate, br";

/// The URL as a request has it: what stands before '@' is no part of it.
std::string address_of(url::Url url) {
  url.remove_credentials();
  return std::string(url.href_without_fragment());
}

fetch::HttpVersion version_of(CURL* easy) {
  long version = CURL_HTTP_VERSION_NONE;
  curl_easy_getinfo(easy, CURLINFO_HTTP_VERSION, &version);
  if (version == CURL_HTTP_VERSION_2_0) {
    return fetch::HttpVersion::http_2;
  }
  return version == CURL_HTTP_VERSION_3 ? fetch::HttpVersion::http_3 : fetch::HttpVersion::http_1;
}

AnswerCollector::Room room_of(Options const& options) {
  return {.body_bytes = options.most_body_bytes, .head_bytes = options.most_head_bytes};
}

}  // namespace

Transfer::Transfer(EasyHandle easy, fetch::WireRequest const& request, std::string_view body, Options const& options,
                   Addresses const& addresses, CURLSH* cookies)
    : easy_(std::move(easy)),
      options_(options),
      url_(request.url),
      method_(request.method),
      body_(request.sends_body ? body : std::string_view()),
      chosen_proxy_(choose_proxy(addresses.server, options.proxy)),
      proxy_(parse_proxy(chosen_proxy_)),
      header_lines_(header_lines(request.headers)),
      collector_(room_of(options)) {
  // A reset forgets the list of cookie files without giving it back.
  curl_easy_setopt(easy_.get(), CURLOPT_COOKIEFILE, nullptr);
  curl_easy_reset(easy_.get());
  set_address(request, addresses);
  set_method(request);
  curl_easy_setopt(easy_.get(), CURLOPT_HTTPHEADER, header_lines_.get());
  curl_easy_setopt(easy_.get(), CURLOPT_USERAGENT, std::string(user_agent).append(options.user_agent_comment).c_str());
  // A part of an encoded whole cannot be decoded: a request for a range asks for no encoding.
  bool const asks_for_range = request.headers.contains(http::header::range);
  curl_easy_setopt(easy_.get(), CURLOPT_ACCEPT_ENCODING, asks_for_range ? "identity" : accepted_encodings);
  curl_easy_setopt(easy_.get(), CURLOPT_SHARE, cookies);
  // A jar is used only once the cookie engine is on, which naming no file does.
  if (cookies != nullptr) {
    curl_easy_setopt(easy_.get(), CURLOPT_COOKIEFILE, "");
  }
  set_limits();
  set_security();
  set_receivers();
}

void Transfer::set_address(fetch::WireRequest const& request, Addresses const& addresses) {
  curl_easy_setopt(easy_.get(), CURLOPT_URL, address_of(request.url).c_str());
  curl_easy_setopt(easy_.get(), CURLOPT_PATH_AS_IS, 1L);
  curl_easy_setopt(easy_.get(), CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(easy_.get(), CURLOPT_HTTP_VERSION,
                   options_.http == HttpChoice::newest ? long{CURL_HTTP_VERSION_2TLS} : long{CURL_HTTP_VERSION_1_1});
  // So that it hands over what is no HTTP at all, for the evidence.
  curl_easy_setopt(easy_.get(), CURLOPT_HTTP09_ALLOWED, 1L);
  curl_easy_setopt(easy_.get(), CURLOPT_RESOLVE, addresses.resolve);
  curl_easy_setopt(easy_.get(), CURLOPT_CONNECT_TO, addresses.connect_to);
  // What is chosen is chosen: libcurl is not to ask the environment again.
  curl_easy_setopt(easy_.get(), CURLOPT_PROXY, chosen_proxy_.c_str());
  curl_easy_setopt(easy_.get(), CURLOPT_NOPROXY, "");
}

void Transfer::set_method(fetch::WireRequest const& request) {
  if (request.method == "HEAD") {
    curl_easy_setopt(easy_.get(), CURLOPT_NOBODY, 1L);
    return;
  }
  // https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch : no body means no Content-Length, but for POST
  // and PUT, which say 0.
  if (request.sends_body || request.method == "POST" || request.method == "PUT") {
    curl_easy_setopt(easy_.get(), CURLOPT_POST, 1L);
    curl_easy_setopt(easy_.get(), CURLOPT_POSTFIELDS, body_.c_str());
    curl_easy_setopt(easy_.get(), CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body_.size()));
  }
  curl_easy_setopt(easy_.get(), CURLOPT_CUSTOMREQUEST, request.method.c_str());
}

void Transfer::set_limits() {
  curl_easy_setopt(easy_.get(), CURLOPT_TIMEOUT_MS, static_cast<long>(options_.time_out.count()));
  curl_easy_setopt(easy_.get(), CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(options_.time_out.count()));
  if (options_.body_time_out) {
    curl_easy_setopt(easy_.get(), CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(easy_.get(), CURLOPT_XFERINFOFUNCTION, &Transfer::watch);
    curl_easy_setopt(easy_.get(), CURLOPT_XFERINFODATA, this);
  }
}

void Transfer::set_security() {
  if (!options_.certificate_authorities.empty()) {
    curl_easy_setopt(easy_.get(), CURLOPT_CAINFO, options_.certificate_authorities.c_str());
  }
  if (options_.certificate_check == CertificateCheck::skip) {
    curl_easy_setopt(easy_.get(), CURLOPT_SSL_VERIFYPEER, 0L);
    curl_easy_setopt(easy_.get(), CURLOPT_SSL_VERIFYHOST, 0L);
  }
}

void Transfer::set_receivers() {
  curl_easy_setopt(easy_.get(), CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  curl_easy_setopt(easy_.get(), CURLOPT_HEADERFUNCTION, &Transfer::receive_line);
  curl_easy_setopt(easy_.get(), CURLOPT_HEADERDATA, this);
  curl_easy_setopt(easy_.get(), CURLOPT_WRITEFUNCTION, &Transfer::receive_body);
  curl_easy_setopt(easy_.get(), CURLOPT_WRITEDATA, this);
  curl_easy_setopt(easy_.get(), CURLOPT_ERRORBUFFER, error_.data());
}

std::size_t Transfer::receive_line(char const* bytes, std::size_t size, std::size_t count, Transfer* self) {
  if (!self->collector_.add_line({bytes, size * count})) {
    return 0;
  }
  if (self->options_.body_time_out && self->collector_.has_head()) {
    self->head_arrived_ = std::chrono::steady_clock::now();
  }
  // The next request over this connection would be answered by that body.
  if (self->has_stray_body()) {
    curl_easy_setopt(self->easy_.get(), CURLOPT_FORBID_REUSE, 1L);
  }
  return size * count;
}

std::size_t Transfer::receive_body(char const* bytes, std::size_t size, std::size_t count, Transfer* self) {
  return self->collector_.add_body({bytes, size * count}) ? size * count : 0;
}

int Transfer::watch(Transfer* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return self->is_body_late() ? 1 : 0;
}

bool Transfer::is_body_late() const {
  return collector_.has_head() && std::chrono::steady_clock::now() - head_arrived_ > *options_.body_time_out;
}

/// Whether the answer's head says that a body follows, where RFC 9112 6.3 lets none follow.
bool Transfer::has_stray_body() const {
  auto const& response = collector_.response();
  bool const is_bodyless = response.status == no_content || response.status == not_modified || method_ == "HEAD";
  if (!collector_.has_head() || !is_bodyless || version_of(easy_.get()) != fetch::HttpVersion::http_1) {
    return false;
  }
  auto const length = response.headers.get(http::header::content_length);
  return response.headers.contains("transfer-encoding") || (length && length->view() != "0");
}

bool Transfer::begin_again(CURLcode code) {
  long new_connections = 0;
  curl_easy_getinfo(easy_.get(), CURLINFO_NUM_CONNECTS, &new_connections);
  bool const is_reused = new_connections == 0 && !has_own_connection_;
  bool const is_no_http =
      !collector_.stray().empty() || failure(code).failure == fetch::NetworkFailure::answer_not_http;
  if (!is_reused || collector_.has_head() || !is_no_http || !http::is_safe_method(method_)) {
    return false;
  }
  has_own_connection_ = true;
  collector_ = AnswerCollector(room_of(options_));
  error_ = {};
  curl_easy_setopt(easy_.get(), CURLOPT_FRESH_CONNECT, 1L);
  return true;
}

fetch::Failed Transfer::failure(CURLcode code) const {
  long system_error = 0;
  curl_easy_getinfo(easy_.get(), CURLINFO_OS_ERRNO, &system_error);
  return failure_of(code, system_error, error_.data(), proxy_ ? &*proxy_ : nullptr);
}

fetch::Failed Transfer::failure_without_head(CURLcode code) {
  if (collector_.response().status == switching_protocols) {
    return {.failure = fetch::NetworkFailure::answer_not_http,
            .detail = "101, it changes to another protocol, which nobody asked for"};
  }
  if (collector_.is_head_cut()) {
    return {.failure = fetch::NetworkFailure::answer_not_http,
            .detail = "its head is longer than " + std::to_string(options_.most_head_bytes) + " bytes"};
  }
  bool const is_blank = strip(collector_.stray(), http_whitespace).empty();
  if (!is_blank) {
    return no_http(collector_.stray());
  }
  // libcurl takes a connection closed within the head for the end of an answer.
  bool const is_end = code == CURLE_OK || !collector_.stray().empty();
  return is_end ? failure_of(CURLE_GOT_NOTHING, 0, "the answer's head is not whole", nullptr) : failure(code);
}

std::string Transfer::body_failure(CURLcode code) const {
  bool const is_late = code == CURLE_ABORTED_BY_CALLBACK;
  bool const is_long = collector_.is_cut() || is_late;
  if (code == CURLE_OK || (is_long && options_.long_bodies == LongBodies::are_cut)) {
    return {};
  }
  if (collector_.is_cut()) {
    return "it is longer than " + std::to_string(options_.most_body_bytes) + " bytes, and no more are taken";
  }
  return is_late ? "it did not end in time" : failure(code).detail;
}

Reception Transfer::finish(CURLcode code) {
  if (!collector_.has_head()) {
    return failure_without_head(code);
  }
  // Within a tunnel it is the server that answers.
  bool const is_proxy_heard = proxy_ && url_.scheme() == "http" && proxy_->scheme.starts_with("http");
  if (is_proxy_heard && collector_.response().status == proxy_authentication_required) {
    return refusal_by_proxy(*proxy_, "407, it wants a login");
  }
  return fetch::Answered{.response = std::move(collector_.response()),
                         .version = version_of(easy_.get()),
                         .address_space = address_space(),
                         .body_failure = body_failure(code)};
}

url::IpAddressSpace Transfer::address_space() const {
  char const* address = nullptr;
  curl_easy_getinfo(easy_.get(), CURLINFO_PRIMARY_IP, &address);
  // Behind a proxy the address connected to is the proxy's; then only a numeric host says where the server is.
  if (proxy_) {
    return url::address_space_of_ip(url_.host()).value_or(url::IpAddressSpace::unknown);
  }
  return url::address_space_of_ip(address == nullptr ? "" : address).value_or(url::IpAddressSpace::unknown);
}

}  // namespace corsage::transport
