#include "corsage/url/origin.hpp"

#include <cstdint>

#include "special_scheme.hpp"

namespace corsage::url {
namespace {

/// https://url.spec.whatwg.org/#concept-url-origin : the schemes whose URLs have the tuple of their own parts.
bool has_tuple_origin(Url const& url) {
  return url.is_special() && url.scheme() != "file";
}

/// What follows "scheme://" in the origin's serialisation.
std::string_view host_and_port(std::string_view serialized) {
  auto const end_of_scheme = serialized.find("://");
  return end_of_scheme == std::string_view::npos ? std::string_view() : serialized.substr(end_of_scheme + 3);
}

}  // namespace

Origin Origin::of(Url const& url, std::uint64_t opaque_identity) {
  if (has_tuple_origin(url)) {
    auto const authority = url.authority_without_credentials();
    std::string serialized;
    serialized.reserve(url.scheme().size() + 3 + authority.size());
    serialized.append(url.scheme()).append("://").append(authority);
    return Origin(std::move(serialized), 0);
  }
  if (url.scheme() == "blob") {
    // Without an entry in a blob URL store, the URL in its path tells; a file's origin is opaque here too.
    auto const inner = Url::parse(url.path());
    if (inner && inner->has_http_scheme()) {
      return of(*inner, opaque_identity);
    }
  }
  return opaque(opaque_identity);
}

std::string_view Origin::scheme() const {
  return std::string_view(serialized_).substr(0, is_opaque() ? 0 : serialized_.find("://"));
}

std::string_view Origin::host() const {
  auto const authority = host_and_port(serialized_);
  // The colons of an IPv6 address stand before its bracket.
  auto const colon = authority.rfind(':');
  auto const bracket = authority.rfind(']');
  bool const has_port = colon != std::string_view::npos && (bracket == std::string_view::npos || bracket < colon);
  return has_port ? authority.substr(0, colon) : authority;
}

bool same_origin(Url const& url, Origin const& origin) {
  if (origin.is_opaque()) {
    return false;
  }
  if (!has_tuple_origin(url)) {
    return url.scheme() == "blob" && Origin::of(url) == origin;
  }
  return origin.scheme() == url.scheme() && host_and_port(origin.serialized()) == url.authority_without_credentials();
}

bool same_origin(Url const& left, Url const& right) {
  if (has_tuple_origin(left) && has_tuple_origin(right)) {
    return left.scheme() == right.scheme() &&
           left.authority_without_credentials() == right.authority_without_credentials();
  }
  // What is left are blob URLs, whose origin has to be made.
  return left.scheme() == "blob" ? same_origin(right, Origin::of(left)) : same_origin(left, Origin::of(right));
}

}  // namespace corsage::url
