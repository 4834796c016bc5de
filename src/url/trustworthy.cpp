#include <algorithm>
#include <array>

#include "corsage/url/origin.hpp"
#include "ipv4.hpp"

namespace corsage::url {
namespace {

/// Schemes of step 3 (TLS), and those of step 7 that browsers hold to be authenticated: Chromium registers
/// chrome-extension as secure, Firefox marks moz-extension as potentially trustworthy.
constexpr std::array<std::string_view, 5> trustworthy_schemes{"https", "wss", "file", "chrome-extension",
                                                              "moz-extension"};

bool has_trustworthy_scheme(std::string_view scheme) {
  return std::ranges::find(trustworthy_schemes, scheme) != trustworthy_schemes.end();
}

}  // namespace

bool is_loopback_host(std::string_view host) {
  // Names: https://datatracker.ietf.org/doc/html/draft-ietf-dnsop-let-localhost-be-localhost , fully qualified or not.
  auto const name = host.ends_with('.') ? host.substr(0, host.size() - 1) : host;
  if (name == "localhost" || name.ends_with(".localhost")) {
    return true;
  }
  // Numbers: 127.0.0.0/8 and ::1/128 only. Local Network Access counts more addresses as loopback.
  if (host.starts_with("127.")) {
    return parse_dotted_ipv4(host).has_value();
  }
  return host == "[::1]";
}

/// https://w3c.github.io/webappsec-secure-contexts/#is-origin-trustworthy
bool is_potentially_trustworthy(Origin const& origin) {
  // 1. Nothing is known of an opaque one.
  if (origin.is_opaque()) {
    return false;
  }
  // 3., 6. and 7. By its scheme. 4. and 5. By its host.
  return has_trustworthy_scheme(origin.scheme()) || is_loopback_host(origin.host());
}

/// https://w3c.github.io/webappsec-secure-contexts/#is-url-trustworthy
bool is_potentially_trustworthy(Url const& url) {
  // 1.-2. Documents that come with the page that names them.
  if (url.scheme() == "data" || url.href() == "about:blank" || url.href() == "about:srcdoc") {
    return true;
  }
  // 3. Otherwise by its origin, which a blob URL has from the URL in its path.
  if (url.scheme() == "blob") {
    return is_potentially_trustworthy(Origin::of(url));
  }
  return has_trustworthy_scheme(url.scheme()) || (url.is_special() && is_loopback_host(url.host()));
}

}  // namespace corsage::url
