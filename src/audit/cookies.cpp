#include "cookies.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "answers.hpp"
#include "corsage/base/bytes.hpp"
#include "corsage/http/header_names.hpp"
#include "corsage/url/ip_address.hpp"
#include "corsage/url/site.hpp"
#include "http_date.hpp"

namespace corsage::audit {
namespace {

/// What the names of cookies hold that servers know their users by, and what those hold that are none.
constexpr std::array<std::string_view, 6> of_sessions{"sess", "sid", "auth", "token", "jwt", "login"};
constexpr std::array<std::string_view, 2> of_forms{"csrf", "xsrf"};

struct Cookie {
  std::string_view name;
  bool is_same_site_none = false;
  bool is_secure = false;
  std::string domain = {};
  std::string_view path = {};
  std::optional<std::string_view> max_age = std::nullopt;
  std::optional<std::string_view> expires = std::nullopt;
};

void read_attribute(std::string_view attribute, Cookie& cookie) {
  auto const equals = std::min(attribute.find('='), attribute.size());
  auto const name = byte_lowercase(strip(attribute.substr(0, equals), http_whitespace));
  auto const value = strip(attribute.substr(std::min(equals + 1, attribute.size())), http_whitespace);
  if (name == "secure") {
    cookie.is_secure = true;
  } else if (name == "samesite") {
    cookie.is_same_site_none = byte_case_insensitive_equal(value, "none");
  } else if (name == "domain") {
    cookie.domain = byte_lowercase(value.starts_with('.') ? value.substr(1) : value);
  } else if (name == "path") {
    cookie.path = value.starts_with('/') ? value : std::string_view();
  } else if (name == "max-age") {
    cookie.max_age = value;
  } else if (name == "expires") {
    cookie.expires = value;
  }
}

Cookie parse(std::string_view line) {
  auto const pair = line.substr(0, line.find(';'));
  Cookie cookie{.name = strip(pair.substr(0, pair.find('=')), http_whitespace)};
  for (auto rest = line.substr(pair.size()); !rest.empty();) {
    rest.remove_prefix(1);
    auto const attribute = rest.substr(0, rest.find(';'));
    rest.remove_prefix(attribute.size());
    read_attribute(attribute, cookie);
  }
  return cookie;
}

/// Whether the line only takes the cookie away. Max-Age goes before Expires.
bool is_deletion(Cookie const& cookie, http::HeaderList const& headers) {
  if (cookie.max_age && !cookie.max_age->empty()) {
    auto const first = cookie.max_age->front();
    return first == '-' || (first == '0' && cookie.max_age->find_first_not_of('0') == std::string_view::npos);
  }
  return cookie.expires && seconds_of_date(*cookie.expires) && is_past(*cookie.expires, headers);
}

/// Whether the cookie is for the host: without Domain it is, and with one below it. One for a public suffix is refused.
bool is_of_host(Cookie const& cookie, std::string_view host) {
  if (cookie.domain.empty() || cookie.domain == host) {
    return true;
  }
  return host.ends_with("." + cookie.domain) && url::public_suffix(cookie.domain) != cookie.domain;
}

bool is_of_path(Cookie const& cookie, std::string_view path) {
  auto const& own = cookie.path;
  return own.empty() || path == own ||
         (path.starts_with(own) && (own.ends_with('/') || path.substr(own.size()).starts_with('/')));
}

void add_once(std::vector<std::string>& names, std::string_view name) {
  if (!name.empty() && std::ranges::find(names, name) == names.end()) {
    names.emplace_back(name);
  }
}

/// The names of the cookies that the target is asked with.
std::vector<std::string> given_names(Target const& target) {
  std::vector<std::string> names;
  for (auto const line : lines_of(target.headers, http::header::cookie)) {
    for (auto rest = line; !rest.empty();) {
      auto const pair = rest.substr(0, rest.find(';'));
      rest.remove_prefix(std::min(pair.size() + 1, rest.size()));
      add_once(names, strip(pair.substr(0, pair.find('=')), http_whitespace));
    }
  }
  return names;
}

bool is_name_of_session(std::string const& name) {
  auto const lower = byte_lowercase(name);
  auto const is_in = [&](std::string_view part) { return lower.find(part) != std::string::npos; };
  return std::ranges::any_of(of_sessions, is_in) && std::ranges::none_of(of_forms, is_in);
}

}  // namespace

CookieNames cookies_of(Evidence const& evidence, Target const& target, url::Url const& url, url::Origin const& page) {
  CookieNames names;
  // To Firefox and Safari a site is the same with and without TLS: an attacker can ask for either.
  // https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Set-Cookie#browser_compatibility, "schemeful".
  bool const is_same_site = url::schemelessly_same_site(page, url::Origin::of(url));
  bool const is_protected = url.scheme() == "https" || url::is_loopback_host(url.host());
  for (auto const& asked : evidence) {
    auto const& headers = headers_of(asked);
    for (auto const line : lines_of(headers, http::header::set_cookie)) {
      auto const cookie = parse(line);
      if (is_deletion(cookie, headers) || !is_of_host(cookie, url.host()) || !is_of_path(cookie, url.path())) {
        continue;
      }
      // Over plain http a Secure cookie is not stored in the first place, and nowhere is one with SameSite=None that is
      // not Secure.
      bool const is_stored = cookie.is_secure ? is_protected : !cookie.is_same_site_none;
      add_once(is_stored && (is_same_site || cookie.is_same_site_none) ? names.sent : names.withheld, cookie.name);
    }
  }
  auto const given = given_names(target);
  auto const is_of_user = [&](std::string const& name) {
    return is_name_of_session(name) || std::ranges::find(given, name) != given.end();
  };
  names.withholds_session =
      std::ranges::any_of(names.withheld, is_of_user) && std::ranges::none_of(names.sent, is_of_user);
  return names;
}

}  // namespace corsage::audit
