#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "corsage/http/message.hpp"
#include "corsage/trace/leg.hpp"
#include "corsage/url/ip_address.hpp"
#include "corsage/url/url.hpp"

namespace corsage::fetch {

/// Seconds on a clock that only moves forward; the caller's. The core reads no clock.
using Time = double;

/// What goes on the wire: the standard's httpRequest at the moment of its HTTP-network fetch.
struct WireRequest {
  trace::Leg leg = trace::Leg::actual;
  std::uint8_t hop = 0;
  std::string method;
  url::Url url;
  /// Everything the algorithms decide; not what every browser adds by itself (Host, User-Agent, Accept-Encoding,
  /// Accept-Language, ...).
  http::HeaderList headers = {};
  /// Whether the request's body is sent: the bytes are `Request::body` (see Profile::StreamBody for streams).
  bool sends_body = false;
  /// Whether cookies and other credentials may go with it and be stored from its answer (rule 76).
  bool include_credentials = false;

  bool operator==(WireRequest const&) const = default;
};

/// Why no answer came. A browser calls each a network error; people need to know which.
enum class NetworkFailure : std::uint8_t {
  name_not_resolved,
  connection_refused,
  connection_failed,  ///< unreachable, reset while connecting
  proxy_failed,       ///< what stands between did not give a way to the server
  timed_out,
  tls_failed,         ///< handshake or certificate
  answer_not_http,    ///< what came is not HTTP that can be read
  empty_answer,       ///< closed or reset before a whole answer head
  blocked_by_client,  ///< an extension or a content blocker
};

std::string_view to_string(NetworkFailure failure);

/// No answer, and why; `detail` is the evidence in the words of what saw it ("certificate has expired").
struct Failed {
  NetworkFailure failure = NetworkFailure::connection_failed;
  std::string detail = {};

  bool operator==(Failed const&) const = default;
};

/// Which HTTP carried it: a stream body needs HTTP/2 or later.
enum class HttpVersion : std::uint8_t { http_1, http_2, http_3 };

/// An answer and what is known of how it came.
struct Answered {
  http::Response response;
  HttpVersion version = HttpVersion::http_1;
  url::IpAddressSpace address_space = url::IpAddressSpace::unknown;  ///< of the address connected to
  /// What kept the rest of the body away, in the words of what saw it; empty where nothing did. A page sees the headers,
  /// then an error while reading.
  std::string body_failure = {};

  bool operator==(Answered const&) const = default;
};

/// One request and what came of it.
struct Exchange {
  WireRequest request;
  std::variant<Answered, Failed> answer;
  Time time = 0;  ///< when the answer came

  Answered const* answered() const { return std::get_if<Answered>(&answer); }
  Failed const* failed() const { return std::get_if<Failed>(&answer); }
};

/// The exchanges of one fetch, in order: a scenario, a recording or a network's answers so far.
using Journal = std::vector<Exchange>;

}  // namespace corsage::fetch
