#include "corsage/http/secrets.hpp"

#include <algorithm>
#include <array>

#include "corsage/base/bytes.hpp"
#include "corsage/http/header_names.hpp"

namespace corsage::http {
namespace {

constexpr std::string_view mask = "***";

/// A name that holds one of these is a secret's, whoever invented it: X-Api-Key, X-Amz-Security-Token, apikey, ...
constexpr std::array<std::string_view, 8> signs_of_secrets{"authorization", "cookie", "token",    "api-key",
                                                           "apikey",        "secret", "password", "session"};

/// Schemes whose name gives nothing away; what is not one of them may be a password with a space in it.
constexpr std::array<std::string_view, 8> schemes{"aws4-hmac-sha256", "basic", "bearer", "digest", "dpop",
                                                  "negotiate",        "ntlm",  "token"};

/// NAME=VALUE without the value.
std::string masked_pair(std::string_view pair) {
  auto const equals = pair.find('=');
  return equals == std::string_view::npos ? std::string(mask) : std::string(pair.substr(0, equals + 1)).append(mask);
}

/// Every pair of a Cookie header, or the first of a Set-Cookie header and its attributes as they are.
std::string masked_cookies(std::string_view value, bool are_all_pairs) {
  std::string shown;
  bool is_first = true;
  while (true) {
    auto const semicolon = value.find(';');
    auto const part = value.substr(0, semicolon);
    shown += are_all_pairs || is_first ? masked_pair(part) : std::string(part);
    if (semicolon == std::string_view::npos) {
      return shown;
    }
    shown += ';';
    is_first = false;
    value.remove_prefix(semicolon + 1);
  }
}

std::string masked_credentials(std::string_view value) {
  auto const scheme = value.substr(0, value.find(' '));
  bool const is_known =
      scheme.size() < value.size() && std::ranges::find(schemes, byte_lowercase(scheme)) != schemes.end();
  return is_known ? std::string(scheme).append(" ").append(mask) : std::string(mask);
}

}  // namespace

bool is_secret(std::string_view header_name) {
  auto const name = byte_lowercase(header_name);
  if (name.starts_with("access-control-")) {
    return false;
  }
  return std::ranges::any_of(signs_of_secrets,
                             [&name](std::string_view sign) { return name.find(sign) != std::string::npos; });
}

std::string shown_value(std::string_view header_name, std::string_view value, Secrets secrets) {
  if (secrets == Secrets::shown || !is_secret(header_name) || value.empty()) {
    return std::string(value);
  }
  bool const is_set_cookie = byte_case_insensitive_equal(header_name, header::set_cookie);
  if (is_set_cookie || byte_case_insensitive_equal(header_name, "cookie")) {
    return masked_cookies(value, !is_set_cookie);
  }
  if (byte_lowercase(header_name).find("authorization") != std::string::npos) {
    return masked_credentials(value);
  }
  return std::string(mask);
}

std::string shown_url(std::string_view url, Secrets secrets) {
  auto const authority = url.find("//");
  if (secrets == Secrets::shown || authority == std::string_view::npos) {
    return std::string(url);
  }
  auto const at = url.substr(0, url.find_first_of("/?#", authority + 2)).rfind('@');
  if (at == std::string_view::npos) {
    return std::string(url);
  }
  return std::string(url.substr(0, authority + 2)).append(mask).append(url.substr(at));
}

}  // namespace corsage::http
