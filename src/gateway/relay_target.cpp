#include "relay_target.hpp"

#include <algorithm>
#include <utility>

#include "blocked_address.hpp"
#include "corsage/base/bytes.hpp"
#include "route_table.hpp"

#include <boost/asio/ip/address.hpp>
#include <fmt/format.h>

namespace corsage::gateway {
namespace {

std::string_view without_last_slash(std::string_view path) {
  return path.ends_with('/') ? path.substr(0, path.size() - 1) : path;
}

std::string_view without_brackets(std::string_view host) {
  return host.starts_with('[') ? host.substr(1, host.size() - 2) : host;
}

int hex_digit(char byte) {
  auto const lower = byte_lowercase(byte);
  return is_ascii_digit(byte) ? byte - '0' : lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/// https://url.spec.whatwg.org/#urlencoded-parsing , for a name or a value.
std::string decoded(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && hex_digit(text[i + 1]) >= 0 && hex_digit(text[i + 2]) >= 0) {
      plain += static_cast<char>(hex_digit(text[i + 1]) * 16 + hex_digit(text[i + 2]));
      i += 2;
    } else {
      plain += text[i] == '+' ? ' ' : text[i];
    }
  }
  return plain;
}

/// Whether a parameter is a secret's, so that the client has no say in it. Some servers part parameters at `;`, too.
bool is_secret(std::string_view parameter, Relay const& relay) {
  while (true) {
    auto const end = parameter.find(';');
    auto const one = parameter.substr(0, end);
    auto const name = decoded(one.substr(0, one.find('=')));
    if (std::ranges::any_of(relay.secrets, [&name](Secret const& secret) {
          return secret.place == Secret::Place::query && byte_case_insensitive_equal(secret.name, name);
        })) {
      return true;
    }
    if (end == std::string_view::npos) {
      return false;
    }
    parameter.remove_prefix(end + 1);
  }
}

/// "?a=b" without the parameters that are secrets; empty where none is left.
std::string open_parameters(std::string_view query, Relay const& relay) {
  std::string kept;
  while (!query.empty()) {
    auto const end = query.find('&');
    if (auto const one = query.substr(0, end); !one.empty() && !is_secret(one, relay)) {
      kept.append(kept.empty() ? "?" : "&").append(one);
    }
    query.remove_prefix(end == std::string_view::npos ? query.size() : end + 1);
  }
  return kept;
}

std::string_view query_of(std::string_view target) {
  auto const mark = target.find('?');
  return mark == std::string_view::npos ? std::string_view() : target.substr(mark + 1);
}

/// Some servers take what is behind a `;` for no part of a segment: `..;x` is `..` to them.
bool has_dots_with_parameters(std::string_view path) {
  auto const plain = decoded(path);
  for (auto at = plain.find(';'); at != std::string::npos; at = plain.find(';', at + 1)) {
    auto const before = std::string_view(plain).substr(0, at);
    auto const segment = before.substr(before.find_last_of("/\\;") + 1);
    if (segment == "." || segment == "..") {
      return true;
    }
  }
  return false;
}

/// Whether the relay goes there; `below` is the path below the API's own.
bool is_allowed(Relay const& relay, std::string_view below) {
  if (!below.empty() && (!path_of(below).is_plain || has_dots_with_parameters(below))) {
    return false;
  }
  return relay.paths.empty() ||
         std::ranges::any_of(relay.paths, [below](auto const& prefix) { return is_below(below, prefix); });
}

}  // namespace

// https://www.rfc-editor.org/rfc/rfc3986#section-2.3
std::string percent_encoded(std::string_view value) {
  std::string text;
  for (char const byte : value) {
    bool const is_unreserved =
        is_ascii_alpha(byte) || is_ascii_digit(byte) || std::string_view("-._~").find(byte) != std::string_view::npos;
    if (is_unreserved) {
      text += byte;
    } else {
      fmt::format_to(std::back_inserter(text), "%{:02X}", static_cast<unsigned char>(byte));
    }
  }
  return text;
}

std::optional<std::string_view> why_no_relay_goes_to(url::Url const& url) {
  if (!url.has_http_scheme()) {
    return "its scheme is neither http nor https";
  }
  if (url.includes_credentials()) {
    return "it has a user or a password; those go into [route.secrets]";
  }
  if (url.host().ends_with('.')) {
    return "its host ends with a dot";
  }
  return std::nullopt;
}

std::optional<std::string_view> blocked_literal(url::Url const& url) {
  if (url.host_kind() == url::HostKind::domain) {
    // https://www.rfc-editor.org/rfc/rfc6761#section-6.3
    bool const is_localhost = url.host() == "localhost" || url.host().ends_with(".localhost");
    return is_localhost ? std::optional<std::string_view>("loopback") : std::nullopt;
  }
  boost::system::error_code error;
  auto const address = boost::asio::ip::make_address(std::string(without_brackets(url.host())), error);
  return error ? std::optional<std::string_view>("no address at all") : blocked_as(address);
}

Upstream upstream_of(url::Url const& url, Relay const& relay) {
  return {.host = std::string(without_brackets(url.host())),
          .port = url.port().value_or(url::default_port(url.scheme()).value_or(80)),
          .tls = url.scheme() == "https" ? relay.tls : nullptr,
          .must_be_public = !relay.allows_private_addresses};
}

std::optional<std::string> target_at_api(Route const& route, std::string_view target) {
  auto const path = path_of(target).path;
  auto const prefix = without_last_slash(route.path_prefix);
  if (!path.starts_with('/') || !path.starts_with(prefix)) {
    return std::nullopt;  // `*`, the whole server
  }
  auto const below = path.substr(prefix.size());
  if (!is_allowed(*route.relay, below)) {
    return std::nullopt;
  }
  auto at_api = route.relay->base_path + std::string(below);
  if (at_api.empty()) {
    at_api = "/";
  }
  return at_api + open_parameters(query_of(target), *route.relay);
}

std::optional<std::string> target_at_gateway(Route const& route, url::Url const& url) {
  auto const& relay = *route.relay;
  auto const path = url.path();
  if (fmt::format("{}://{}", url.scheme(), url.authority_without_credentials()) != relay.origin ||
      !is_below(path, relay.base_path)) {
    return std::nullopt;
  }
  auto const below = path.substr(relay.base_path.size());
  if (!is_allowed(relay, below)) {
    return std::nullopt;
  }
  auto target = std::string(without_last_slash(route.path_prefix)) + std::string(below);
  if (target.empty()) {
    target = "/";
  }
  if (target.starts_with("//")) {
    return std::nullopt;  // a browser would take it for another host
  }
  target += open_parameters(url.query().value_or(""), relay);
  if (auto const fragment = url.fragment()) {
    target.append("#").append(*fragment);
  }
  return target;
}

std::string with_secret_parameters(std::string target, Relay const& relay) {
  for (auto const& secret : relay.secrets) {
    if (secret.place == Secret::Place::query) {
      target.append(target.find('?') == std::string::npos ? "?" : "&")
          .append(percent_encoded(secret.name))
          .append("=")
          .append(percent_encoded(secret.value));
    }
  }
  return target;
}

std::string without_secret_parameters(std::string_view target, Relay const& relay) {
  return std::string(target.substr(0, target.find('?'))) + open_parameters(query_of(target), relay);
}

bool shows_secret(std::string_view text, Relay const& relay) {
  auto const plain = decoded(text);
  // A plus may stand for itself or for a space.
  return std::ranges::any_of(relay.secrets, [text, &plain](Secret const& secret) {
    return std::ranges::any_of(secret.hidden, [text, &plain](std::string const& hidden) {
      return text.find(hidden) != std::string_view::npos || plain.find(hidden) != std::string::npos ||
             plain.find(decoded(hidden)) != std::string::npos;
    });
  });
}

}  // namespace corsage::gateway
