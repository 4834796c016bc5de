#include "corsage/transport/proxy_address.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "corsage/base/bytes.hpp"
#include "corsage/url/url.hpp"

namespace corsage::transport {
namespace {

struct SchemeRow {
  std::string_view scheme;
  std::uint16_t port;  ///< where none is said
};

/// https://curl.se/libcurl/c/CURLOPT_PROXY.html
constexpr std::array schemes{
    SchemeRow{"http", 1080},    SchemeRow{"https", 443},   SchemeRow{"socks4", 1080},
    SchemeRow{"socks4a", 1080}, SchemeRow{"socks5", 1080}, SchemeRow{"socks5h", 1080},
};

std::string_view without_brackets(std::string_view host) {
  return host.starts_with('[') && host.ends_with(']') ? host.substr(1, host.size() - 2) : host;
}

}  // namespace

std::string ProxyAddress::text() const {
  auto const written = host.find(':') == std::string::npos ? host : "[" + host + "]";
  return scheme + "://" + written + ":" + std::to_string(port);
}

std::optional<ProxyAddress> parse_proxy(std::string_view text) {
  constexpr std::string_view separator = "://";
  auto const end = text.find(separator);
  auto const scheme = end == std::string_view::npos ? std::string("http") : byte_lowercase(text.substr(0, end));
  auto const rest = end == std::string_view::npos ? text : text.substr(end + separator.size());
  auto const* const row = std::ranges::find(schemes, scheme, &SchemeRow::scheme);
  // A scheme that is no web's: the URL parser then leaves the port as it is written.
  auto const url = url::Url::parse(std::string("proxy://").append(rest));
  bool const is_bare = url && (url->path().empty() || url->path() == "/") && !url->query() && !url->fragment();
  bool const is_clean = std::ranges::none_of(text, [](char byte) { return static_cast<unsigned char>(byte) <= 0x20; });
  if (row == schemes.end() || !is_bare || !is_clean || url->host().empty()) {
    return std::nullopt;
  }
  return ProxyAddress{
      .scheme = scheme, .host = std::string(without_brackets(url->host())), .port = url->port().value_or(row->port)};
}

}  // namespace corsage::transport
