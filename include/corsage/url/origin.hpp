#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "corsage/base/result.hpp"
#include "corsage/url/url.hpp"

namespace corsage::url {

/// https://html.spec.whatwg.org/multipage/browsers.html#concept-origin
///
/// A tuple origin is its serialisation; an opaque one is a number that only its maker gives twice.
class Origin {
 public:
  /// An opaque origin. Two are the same origin only when their identities are equal.
  static Origin opaque(std::uint64_t identity) { return Origin({}, identity); }

  /// https://url.spec.whatwg.org/#concept-url-origin . URLs without a tuple origin (data:, file:, ...) get an opaque one
  /// with the given identity.
  static Origin of(Url const& url, std::uint64_t opaque_identity = 0);

  /// What a person typed as an origin: "https://app.example", "null", or "file://" (which means null).
  /// Other schemes with a host are taken too and stand for themselves ("capacitor://localhost", "chrome-extension://ID"):
  /// such pages send scheme, host and port as their Origin, though `of` a URL of theirs is opaque by the standard.
  /// A path, query, fragment, user or trailing slash is a mistake (origin_invalid): its `expected` says what the origin
  /// is, its range points into `text`; the caller names the range's source.
  /// `identity` is the opaque origin's number for "null".
  static Result<Origin> parse(std::string_view text, std::uint64_t identity = 1);

  bool is_opaque() const { return serialized_.empty(); }

  /// https://html.spec.whatwg.org/multipage/browsers.html#ascii-serialisation-of-an-origin
  std::string_view serialized() const { return is_opaque() ? std::string_view("null") : serialized_; }

  std::string_view scheme() const;  ///< empty when opaque
  std::string_view host() const;    ///< empty when opaque; IPv6 in brackets

  /// https://html.spec.whatwg.org/multipage/browsers.html#same-origin is ==.
  bool operator==(Origin const&) const = default;

 private:
  Origin(std::string serialized, std::uint64_t identity) : serialized_(std::move(serialized)), identity_(identity) {}

  std::string serialized_;
  std::uint64_t identity_ = 0;
};

/// Whether the URL's origin is the given one; without making the URL's origin. False for URLs with opaque origins.
bool same_origin(Url const& url, Origin const& origin);

/// Whether two URLs have the same tuple origin. False when either is opaque.
bool same_origin(Url const& left, Url const& right);

/// https://w3c.github.io/webappsec-secure-contexts/#is-url-trustworthy for URLs and origins: https, wss, file, and
/// http on loopback (localhost, *.localhost, 127.0.0.0/8, ::1).
bool is_potentially_trustworthy(Url const& url);
bool is_potentially_trustworthy(Origin const& origin);

/// Whether a host is loopback by name or number: localhost, *.localhost, 127.0.0.0/8, [::1].
bool is_loopback_host(std::string_view host);

}  // namespace corsage::url
