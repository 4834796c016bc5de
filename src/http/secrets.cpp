#include "corsage/http/secrets.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "corsage/base/bytes.hpp"
#include "corsage/http/header_names.hpp"

namespace corsage::http {
namespace {

/// Where in a name a sign has to stand.
enum class Sign : std::uint8_t { part, whole };

struct SignOfSecret {
  std::string_view text;
  Sign sign = Sign::part;
};

/// A name with one of these is a secret's, whoever invented it: X-Api-Key, X-Amz-Security-Token, access_token, ...
/// An underscore is a hyphen here.
constexpr std::array signs_of_secrets{
    SignOfSecret{"authorization"},    SignOfSecret{"cookie"},           SignOfSecret{"token"},
    SignOfSecret{"api-key"},          SignOfSecret{"apikey"},           SignOfSecret{"secret"},
    SignOfSecret{"password"},         SignOfSecret{"passwd"},           SignOfSecret{"session"},
    SignOfSecret{"signature"},        SignOfSecret{"access-key"},       SignOfSecret{"auth", Sign::whole},
    SignOfSecret{"jwt", Sign::whole}, SignOfSecret{"key", Sign::whole}, SignOfSecret{"pwd", Sign::whole},
    SignOfSecret{"sig", Sign::whole}, SignOfSecret{"sid", Sign::whole},
};

/// Of parameters alone, besides those: https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2 sends a code that lets in.
constexpr std::array<std::string_view, 1> names_of_secret_parameters{"code"};

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

bool is_slash(char byte) {
  return byte == '/' || byte == '\\';
}

/// The scheme that ends at the end of `text`; empty where none does.
std::string_view scheme_at_end(std::string_view text) {
  constexpr std::string_view others = "+-.";
  auto start = text.size();
  while (start > 0 && (is_ascii_alpha(text[start - 1]) || is_ascii_digit(text[start - 1]) ||
                       others.find(text[start - 1]) != std::string_view::npos)) {
    --start;
  }
  return text.substr(start);
}

/// https://url.spec.whatwg.org/#special-scheme , those with a host: browsers do not count the slashes behind them.
bool is_special(std::string_view scheme) {
  constexpr std::array<std::string_view, 5> special{"http", "https", "ws", "wss", "ftp"};
  return std::ranges::find(special, byte_lowercase(scheme)) != special.end();
}

/// Whether a URL without a scheme may begin behind `text`.
bool ends_like_a_beginning(std::string_view text) {
  constexpr std::string_view beginnings = " \t\"'<(=,";
  return text.empty() || beginnings.find(text.back()) != std::string_view::npos;
}

/// Where the first authority behind `from` begins; the text's size when there is none.
std::size_t authority_start(std::string_view text, std::size_t from) {
  for (auto place = text.find_first_of(":/\\", from); place < text.size(); place = text.find_first_of(":/\\", place)) {
    bool const is_colon = text[place] == ':';
    auto const slashes = is_colon ? place + 1 : place;
    auto end = slashes;
    while (end < text.size() && is_slash(text[end])) {
      ++end;
    }
    auto const before = text.substr(0, place);
    bool const begins = is_colon ? is_special(scheme_at_end(before)) || end - slashes >= 2
                                 : end - slashes >= 2 && ends_like_a_beginning(before);
    if (begins) {
      return end;
    }
    place = end;
  }
  return text.size();
}

/// The text without what stands before the last @ of each authority. An authority goes up to one of `ends`.
std::string without_credentials(std::string_view text, std::string_view ends) {
  std::string shown;
  std::size_t done = 0;
  while (done < text.size()) {
    auto const start = authority_start(text, done);
    auto const end = std::min(text.find_first_of(ends, start), text.size());
    auto const authority = text.substr(start, end - start);
    auto const at = authority.rfind('@');
    shown += text.substr(done, start - done);
    if (at == std::string_view::npos) {
      shown += authority;
    } else {
      shown.append(mask).append(authority.substr(at));
    }
    done = end;
  }
  return shown;
}

/// `user:password@host` without a scheme, as people type it: without what stands before the @. A few schemes have an @ of
/// their own.
std::string without_typed_credentials(std::string_view url) {
  constexpr std::array<std::string_view, 5> others{"mailto", "acct", "sip", "sips", "xmpp"};
  if (authority_start(url, 0) < url.size()) {
    return std::string(url);
  }
  auto const authority = url.substr(0, std::min(url.find_first_of("/?#\\ \"'<>"), url.size()));
  auto const colon = authority.find(':');
  auto const at = authority.rfind('@');
  bool const has_password = at != std::string_view::npos && colon < at &&
                            std::ranges::find(others, byte_lowercase(authority.substr(0, colon))) == others.end();
  return has_password ? std::string(mask).append(url.substr(at)) : std::string(url);
}

/// Whether a value within a sentence ends here: at what no serialised URL holds, or at the quotation mark around the URL.
bool ends_url(std::string_view text, std::size_t place) {
  constexpr std::string_view ends = "\"<>";
  constexpr std::string_view behind = ".,;:)";
  auto const byte = text[place];
  if (byte <= ' ' || byte > '~' || ends.find(byte) != std::string_view::npos) {
    return true;
  }
  return byte == '\'' &&
         (place + 1 == text.size() || text[place + 1] <= ' ' || behind.find(text[place + 1]) != std::string_view::npos);
}

/// Where the URL goes that is shown.
enum class Within : std::uint8_t { url, sentence };

std::size_t end_of_parameter(std::string_view text, std::size_t place, Within within) {
  while (place < text.size() && text[place] != '&' && text[place] != '#' &&
         !(within == Within::sentence && ends_url(text, place))) {
    ++place;
  }
  return place;
}

bool is_secret_parameter(std::string_view name) {
  return is_secret(name) ||
         std::ranges::find(names_of_secret_parameters, byte_lowercase(name)) != names_of_secret_parameters.end();
}

/// The text without the values of a query's, or a fragment's, parameters whose names are a secret's.
std::string without_secret_parameters(std::string_view text, Within within) {
  constexpr std::string_view beginnings = "?&#;";
  constexpr std::string_view ends_of_name = "=?&#; \"'<>";
  std::string shown;
  std::size_t done = 0;
  for (auto place = text.find_first_of(beginnings); place < text.size();
       place = text.find_first_of(beginnings, place)) {
    auto const start = place + 1;
    auto const equals = std::min(text.find_first_of(ends_of_name, start), text.size());
    place = std::max(equals, start);
    if (equals == text.size() || text[equals] != '=' || !is_secret_parameter(text.substr(start, equals - start))) {
      continue;
    }
    place = end_of_parameter(text, equals + 1, within);
    if (place > equals + 1) {
      shown.append(text.substr(done, equals + 1 - done)).append(mask);
      done = place;
    }
  }
  return shown.append(text.substr(done));
}

std::string without_given(std::string_view text, Secrets secrets) {
  return secrets.given() == nullptr ? std::string(text) : secrets.given()->masked(text);
}

}  // namespace

bool is_secret(std::string_view name) {
  auto sought = byte_lowercase(name);
  std::ranges::replace(sought, '_', '-');
  if (sought.starts_with("access-control-")) {
    return false;
  }
  return std::ranges::any_of(signs_of_secrets, [&sought](SignOfSecret const& secret) {
    return secret.sign == Sign::whole ? sought == secret.text : sought.find(secret.text) != std::string::npos;
  });
}

bool is_secret(std::string_view header_name, Secrets secrets) {
  return is_secret(header_name) || (secrets.given() != nullptr && secrets.given()->has(header_name));
}

std::string shown_value(std::string_view header_name, std::string_view value, Secrets secrets) {
  if (secrets.are_shown() || value.empty()) {
    return std::string(value);
  }
  bool const is_set_cookie = byte_case_insensitive_equal(header_name, header::set_cookie);
  if (is_set_cookie || byte_case_insensitive_equal(header_name, "cookie")) {
    return without_given(masked_cookies(value, !is_set_cookie), secrets);
  }
  if (byte_lowercase(header_name).find("authorization") != std::string::npos && is_secret(header_name)) {
    return masked_credentials(value);
  }
  if (is_secret(header_name, secrets)) {
    return std::string(mask);
  }
  bool const is_url = byte_case_insensitive_equal(header_name, header::location);
  return is_url ? shown_url(value, secrets) : shown_text(value, secrets);
}

HeaderList shown_headers(HeaderList const& headers, Secrets secrets) {
  HeaderList shown;
  for (auto const line : headers) {
    shown.append(line.name, shown_value(line.name, line.value, secrets));
  }
  return shown;
}

std::string shown_text(std::string_view text, Secrets secrets) {
  return secrets.are_shown() ? std::string(text)
                             : without_secret_parameters(
                                   without_credentials(without_given(text, secrets), "/?#\\ \"<>"), Within::sentence);
}

std::string shown_url(std::string_view url, Secrets secrets) {
  if (secrets.are_shown()) {
    return std::string(url);
  }
  auto const without_users = without_typed_credentials(without_credentials(without_given(url, secrets), "/?#\\"));
  return without_secret_parameters(without_users, Within::url);
}

}  // namespace corsage::http
