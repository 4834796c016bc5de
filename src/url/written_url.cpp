#include "written_url.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "byte_set.hpp"
#include "corsage/url/origin.hpp"

namespace corsage::url {
namespace {

constexpr ByteSet authority_ends = ByteSet().with("/\\?#");

/// What people leave of "https://" when they mistype it.
constexpr std::array<std::string_view, 4> broken_schemes{"https//", "http//", "://", "//"};

}  // namespace

std::optional<WrittenAuthority> find_authority(std::string_view text) {
  constexpr std::string_view separator = "://";
  auto const found = text.find(separator);
  if (found == std::string_view::npos) {
    return std::nullopt;
  }
  WrittenAuthority place;
  place.start = found + separator.size();
  place.end = find_first_of(text, authority_ends, place.start);
  auto const authority = text.substr(place.start, place.end - place.start);
  auto const at_sign = authority.rfind('@');
  place.host_start = place.start + (at_sign == std::string_view::npos ? 0 : at_sign + 1);
  auto const host_and_port = text.substr(place.host_start, place.end - place.host_start);
  auto const bracket = host_and_port.find(']');
  auto const colon = host_and_port.find(':', bracket == std::string_view::npos ? 0 : bracket);
  place.host_end = colon == std::string_view::npos ? place.end : place.host_start + colon;
  return place;
}

SourceRange range_of(std::string_view text, std::size_t start, std::size_t end) {
  return {.source = {}, .line = 0, .column = start + 1, .length = end - start, .text = std::string(text)};
}

SourceRange range_of(std::string_view text, UrlFailure failure) {
  auto const authority = find_authority(text);
  if (!authority) {
    return range_of(text, 0, text.size());
  }
  auto const host = text.substr(authority->host_start, authority->host_end - authority->host_start);
  switch (failure) {
    case UrlFailure::host_missing:
    case UrlFailure::host_not_ascii_able:
    case UrlFailure::ipv4_invalid:
    case UrlFailure::ipv6_invalid: return range_of(text, authority->host_start, authority->host_end);
    case UrlFailure::host_forbidden_code_point: {
      // The one byte when it can be seen; it may be percent-encoded, or what IDNA made of another.
      auto const position = find_first_of(host, forbidden_host_code_points);
      return position == host.size()
                 ? range_of(text, authority->host_start, authority->host_end)
                 : range_of(text, authority->host_start + position, authority->host_start + position + 1);
    }
    case UrlFailure::port_invalid:
      return range_of(text, std::min(authority->host_end + 1, authority->end), authority->end);
    case UrlFailure::relative_without_base:
    case UrlFailure::not_utf8:
    case UrlFailure::too_long: break;
  }
  return range_of(text, 0, text.size());
}

bool is_host_and_port(Url const& url) {
  auto const path = url.path();
  auto const digits = static_cast<std::size_t>(
      std::ranges::find_if_not(path, [](char byte) { return ascii_digits.contains(byte); }) - path.begin());
  return url.has_opaque_path() && digits >= 1 && digits <= 5 && (digits == path.size() || path[digits] == '/');
}

bool is_user_and_host(Url const& url) {
  auto const path = url.path();
  bool const has_own = url.scheme() == "data" || url.scheme() == "mailto";
  return url.has_opaque_path() && !has_own && path.substr(0, path.find('/')).find('@') != std::string_view::npos;
}

std::optional<Url> with_scheme(std::string_view text) {
  for (auto const broken : broken_schemes) {
    if (text.starts_with(broken)) {
      text.remove_prefix(broken.size());
      break;
    }
  }
  // "/x", "./x" and "?x" are relative to a page; "*" is a name that nobody's host has.
  if (text.empty() || std::string_view("/\\.?#*").find(text.front()) != std::string_view::npos) {
    return std::nullopt;
  }
  auto const url = Url::parse(std::string("https://").append(text));
  if (!url) {
    return std::nullopt;
  }
  if (is_loopback_host(url->host())) {
    // Not by editing the URL: a port that is https's own is not http's.
    return *Url::parse(std::string("http://").append(text));
  }
  return *url;
}

}  // namespace corsage::url
