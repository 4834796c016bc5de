#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "corsage/http/header_list.hpp"
#include "corsage/url/url.hpp"

namespace corsage::fetch {

/// https://fetch.spec.whatwg.org/#concept-request-mode
enum class RequestMode : std::uint8_t { same_origin, cors, no_cors, navigate, websocket, webtransport };

/// https://fetch.spec.whatwg.org/#concept-request-credentials-mode
enum class CredentialsMode : std::uint8_t { omit, same_origin, include };

/// https://fetch.spec.whatwg.org/#concept-request-redirect-mode
enum class RedirectMode : std::uint8_t { follow, error, manual };

/// https://w3c.github.io/webappsec-referrer-policy/#referrer-policies ; `empty` is "".
enum class ReferrerPolicy : std::uint8_t {
  empty,
  no_referrer,
  no_referrer_when_downgrade,
  same_origin,
  origin,
  strict_origin,
  origin_when_cross_origin,
  strict_origin_when_cross_origin,
  unsafe_url,
};

/// https://fetch.spec.whatwg.org/#concept-request-cache-mode
enum class CacheMode : std::uint8_t { default_, no_store, reload, no_cache, force_cache, only_if_cached };

/// https://fetch.spec.whatwg.org/#concept-request-destination, those that CORS meets; `empty` is "" (fetch, XHR).
enum class Destination : std::uint8_t {
  empty,
  audio,
  font,
  image,
  json,
  manifest,
  script,
  style,
  track,
  video,
  worker
};

/// Which feature of the page asks: it decides how consoles speak of the request ("fetch", "XMLHttpRequest", ...) and
/// which flags it sets (fetch-rules N).
enum class Initiator : std::uint8_t { fetch, xhr, element };

std::string_view to_string(RequestMode mode);
std::string_view to_string(CredentialsMode mode);
std::string_view to_string(RedirectMode mode);
std::string_view to_string(ReferrerPolicy policy);
std::string_view to_string(CacheMode mode);
std::string_view to_string(Destination destination);

std::optional<RequestMode> request_mode_from(std::string_view token);
std::optional<CredentialsMode> credentials_mode_from(std::string_view token);
std::optional<RedirectMode> redirect_mode_from(std::string_view token);
std::optional<ReferrerPolicy> referrer_policy_from(std::string_view token);
std::optional<CacheMode> cache_mode_from(std::string_view token);
std::optional<Destination> destination_from(std::string_view token);

/// https://fetch.spec.whatwg.org/#concept-body
struct Body {
  std::string bytes = {};
  /// False for a ReadableStream: null source. Such a body cannot be sent twice.
  bool has_source = true;
  /// The Content-Type that the body brings (rule 36); nothing for byte bodies.
  std::optional<std::string> type = std::nullopt;
};

/// A request as the page's script made it, before any of the standard's checks: what `new Request` or `xhr.send` was given.
struct Request {
  url::Url url;
  /// What the script gave where it does not parse; `url` is then unused.
  std::optional<std::string> unparsable_url = std::nullopt;
  std::string method = "GET";     ///< as given; `fetch` normalises it
  http::HeaderList headers = {};  ///< the author's, raw: order, case and doubles count
  std::optional<Body> body = std::nullopt;
  RequestMode mode = RequestMode::cors;
  CredentialsMode credentials = CredentialsMode::same_origin;
  RedirectMode redirect = RedirectMode::follow;
  CacheMode cache = CacheMode::default_;
  ReferrerPolicy referrer_policy = ReferrerPolicy::empty;
  /// "about:client", "" (no referrer) or a URL.
  std::string referrer = "about:client";
  Destination destination = Destination::empty;
  Initiator initiator = Initiator::fetch;
  /// https://fetch.spec.whatwg.org/#unsafe-request-flag : set by fetch() and XHR, not by elements.
  bool unsafe_request = true;
  /// https://fetch.spec.whatwg.org/#use-cors-preflight-flag : set by upload listeners.
  bool use_cors_preflight = false;
  bool keepalive = false;
  bool has_integrity = false;
  /// XHR may carry `http://user:password@` URLs, fetch() may not (rule 13).
  bool allows_url_credentials = false;
};

}  // namespace corsage::fetch
