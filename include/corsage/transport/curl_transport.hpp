#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "corsage/fetch/exchange.hpp"
#include "corsage/url/origin.hpp"
#include "corsage/url/url.hpp"

/// The network: one exchange at a time or many at once, over libcurl. It decides nothing and follows nothing.
namespace corsage::transport {

enum class CertificateCheck : std::uint8_t { verify, skip };

/// Which HTTP is spoken over TLS, where servers offer several.
enum class HttpChoice : std::uint8_t { newest, http_1 };

/// Whether a body that is longer, in bytes or in time, than what is taken of it has failed, or its beginning is enough.
enum class LongBodies : std::uint8_t { fail, are_cut };

/// Which Host a server is asked by that stands in the place of another.
enum class DetourHost : std::uint8_t { of_url, own };

/// A server that is asked in the place of another: a layer behind it. It gets the same requests, down to the Host line.
struct Detour {
  url::Origin from;  ///< whose requests go elsewhere
  url::Url to;       ///< to its scheme, host and port; where it has a path other than "/", to this path and query
  DetourHost host = DetourHost::of_url;
  /// The Cookie line of requests that include credentials; the jar is not asked. https or not makes no difference here.
  std::string cookies = {};
};

/// How to reach servers, in the words of curl's options.
struct Options {
  /// The longest that one exchange may take, connection included.
  std::chrono::milliseconds time_out = std::chrono::seconds(30);
  /// Once an answer's head is there, how long to wait for the rest of its body; nothing: as long as `time_out`.
  /// An endless stream has a head that can be judged.
  std::optional<std::chrono::milliseconds> body_time_out = std::nullopt;
  /// Bytes of a body that are kept; a longer one is cut there and its transfer ended.
  std::size_t most_body_bytes = std::numeric_limits<std::size_t>::max();
  /// Bytes of an answer's head, interim answers' included; a longer one is no answer.
  std::size_t most_head_bytes = std::numeric_limits<std::size_t>::max();
  LongBodies long_bodies = LongBodies::fail;
  /// A PEM file of certificate authorities; empty: the system's.
  std::string certificate_authorities = {};
  CertificateCheck certificate_check = CertificateCheck::verify;
  /// As curl's --proxy; empty: what the environment says (http_proxy, https_proxy, all_proxy). Hosts in the environment's
  /// no_proxy are asked directly in any case, as by curl.
  std::string proxy = {};
  /// HOST:PORT:ADDRESS each, as curl's --resolve.
  std::vector<std::string> resolve = {};
  HttpChoice http = HttpChoice::newest;
  /// Behind "corsage/VERSION" in User-Agent: " (+audit)", say.
  std::string user_agent_comment = {};
  std::optional<Detour> detour = std::nullopt;
};

/// What came of one request.
using Reception = std::variant<fetch::Answered, fetch::Failed>;

/// A browser session's network: connections and cookies live as long as it does.
///
/// Header lines are kept as received, redirects are answers like any other, cookies go and are stored only where the
/// request includes credentials, and what goes on the wire beyond the request's own headers is what every browser sends:
/// Host, User-Agent, Accept-Encoding and Content-Length.
class CurlTransport {
 public:
  using Ticket = std::uint64_t;

  struct Finished {
    Ticket ticket = 0;
    Reception reception;
  };

  explicit CurlTransport(Options options);
  ~CurlTransport();
  CurlTransport(CurlTransport const&) = delete;
  CurlTransport& operator=(CurlTransport const&) = delete;

  /// Carries out one exchange to its end. Nothing else may be under way. `body` is sent when the request says so.
  Reception exchange(fetch::WireRequest const& request, std::string_view body);

  /// Begins an exchange; `body` is copied.
  Ticket start(fetch::WireRequest const& request, std::string_view body);

  /// Waits until an exchange is finished, one of the `readable` file descriptors has something to read, or so much time
  /// has passed as `longest` says. Gives what is finished, which may be nothing.
  std::vector<Finished> wait(std::span<int const> readable = {},
                             std::chrono::milliseconds longest = std::chrono::seconds(1));

  std::size_t under_way() const;

  /// Puts a cookie into the jar, for exactly the host of `url` and every path of it; one of an https URL is for https
  /// only. False where the jar does not take it: `__Host-` and `__Secure-` names are for https.
  [[nodiscard]] bool add_cookie(url::Url const& url, std::string_view name, std::string_view value);

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

}  // namespace corsage::transport
