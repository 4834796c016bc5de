#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>

#include "corsage/base/bytes.hpp"
#include "corsage/base/eight_bytes.hpp"
#include "corsage/policy/origin_pattern.hpp"
#include "corsage/url/origin.hpp"
#include "corsage/url/origin_rest.hpp"
#include "corsage/url/url.hpp"
#include "origin_parts.hpp"

namespace corsage::policy {
namespace {

constexpr std::string_view separator = "://";

/// A pattern as written, cut up.
struct Written {
  std::string_view scheme;
  OriginShape shape = OriginShape::exact;
  std::string_view host;                       ///< behind the wildcard; with a port where it is a single one
  std::optional<std::string_view> ports = {};  ///< between the brackets, or "*"

  /// The origin that is left without wildcards.
  std::string origin() const { return std::string(scheme).append(separator).append(host); }
};

Written cut_up(std::string_view text) {
  auto const end_of_scheme = text.find(separator);
  Written written{.scheme = text.substr(0, end_of_scheme), .host = text.substr(end_of_scheme + separator.size())};
  auto& host = written.host;
  if (host.ends_with(":*")) {
    written.ports = host.substr(host.size() - 1);
    host.remove_suffix(2);
  } else if (auto const bracket = host.find(":["); host.ends_with(']') && bracket != std::string_view::npos) {
    written.ports = host.substr(bracket + 2, host.size() - bracket - 3);
    host = host.substr(0, bracket);
  }
  if (host.starts_with("**.")) {
    written.shape = OriginShape::any_depth;
    host.remove_prefix(3);
  } else if (host.starts_with("*.")) {
    written.shape = OriginShape::one_label;
    host.remove_prefix(2);
  }
  return written;
}

std::unexpected<Diagnostics> mistake(DiagnosticCode code, std::string_view text, std::string expected) {
  return failure({.code = code, .value = std::string(text), .expected = std::move(expected)});
}

std::unexpected<Diagnostics> invalid(std::string_view text, std::string_view expected) {
  return mistake(DiagnosticCode::policy_origin_invalid, text, std::string(expected));
}

std::string it_is(std::string_view origin) {
  return std::string("the origin is ").append(origin);
}

std::optional<std::uint16_t> parse_port(std::string_view digits) {
  unsigned port = 0;
  auto const [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  bool const is_written_plainly = !digits.empty() && digits.front() != '0' && end == digits.data() + digits.size();
  return error == std::errc() && is_written_plainly && port <= 65535 ? std::optional(static_cast<std::uint16_t>(port))
                                                                     : std::nullopt;
}

/// "8080", "8080,8081", "8000-8099,9000"; nothing when it is no such list.
std::optional<PortSet> parse_ports(std::string_view list) {
  PortSet ports;
  for (bool is_last = false; !is_last;) {
    auto const comma = list.find(',');
    is_last = comma == std::string_view::npos;
    auto const entry = list.substr(0, comma);
    auto const dash = entry.find('-');
    auto const first = parse_port(entry.substr(0, dash));
    auto const last = dash == std::string_view::npos ? first : parse_port(entry.substr(dash + 1));
    if (!first || !last || *first > *last) {
      return std::nullopt;
    }
    ports.add({*first, *last});
    list.remove_prefix(is_last ? list.size() : comma + 1);
  }
  return ports;
}

/// The port that a serialised origin names, without its colon.
std::string_view named_port(std::string_view serialized, std::string_view host) {
  auto const start = serialized.find(separator) + separator.size() + host.size() + 1;
  return start <= serialized.size() ? serialized.substr(start) : std::string_view();
}

/// Why the origin is not written as a browser writes it. `is` is what it writes.
Diagnostics not_serialized(std::string_view text, std::string_view written, std::string_view is) {
  if (byte_lowercase(written) == is) {
    return {{.code = DiagnosticCode::policy_origin_upper_case,
             .value = std::string(text),
             .expected = "write " + byte_lowercase(text)}};
  }
  bool const has_default_port = written.starts_with(is) && written.substr(is.size()).starts_with(':');
  return {{.code = has_default_port ? DiagnosticCode::policy_origin_default_port
                                    : DiagnosticCode::policy_origin_not_canonical,
           .value = std::string(text),
           .expected = it_is(is)}};
}

/// Where no browser writes a slash: everything but the origin itself has to go.
std::unexpected<Diagnostics> with_path(std::string_view text, std::string_view origin_part) {
  auto const pattern = OriginPattern::parse(origin_part);
  if (!pattern) {
    auto mistakes = pattern.error();
    mistakes.front().value = text;
    return std::unexpected(std::move(mistakes));
  }
  return mistake(
      DiagnosticCode::policy_origin_has_path, text,
      it_is(pattern->text()).append("; an origin has no ").append(url::name_of_rest(text.substr(origin_part.size()))));
}

std::unexpected<Diagnostics> with_spaces(std::string_view text) {
  std::string without(text);
  std::erase_if(without, [](char byte) { return static_cast<unsigned char>(byte) <= 0x20; });
  auto const pattern = OriginPattern::parse(without);
  return invalid(text, pattern ? it_is(pattern->text()).append("; an origin has no spaces")
                               : std::string("an origin has no spaces"));
}

std::unexpected<Diagnostics> wildcard_without_scheme(std::string_view text) {
  auto const with_scheme = OriginPattern::parse(std::string("https://").append(text));
  return invalid(
      text,
      std::string("write its scheme too, as in ").append(with_scheme ? with_scheme->text() : "https://*.example.com"));
}

/// What the URL standard finds wrong with the origin.
std::unexpected<Diagnostics> not_an_origin(std::string_view text, std::string_view origin, Diagnostics const& found) {
  auto const url = url::Url::parse(origin);
  bool const is_port = !url && url.error() == url::UrlFailure::port_invalid;
  return mistake(is_port ? DiagnosticCode::policy_origin_port_invalid : DiagnosticCode::policy_origin_invalid, text,
                 is_port ? "a port is a number from 1 to 65535" : found.front().expected);
}

bool is_address(std::string_view origin) {
  auto const url = url::Url::parse(origin);
  return url && (url->host_kind() == url::HostKind::ipv4 || url->host_kind() == url::HostKind::ipv6);
}

/// A dot too many: the URL standard takes it, DNS does not. The dot at the end is the root's.
bool has_empty_label(std::string_view host) {
  return host.starts_with('.') || host.find("..") != std::string_view::npos;
}

/// What names are made of where they are looked up, or a bracketed address. The URL standard takes more into a host, which
/// no browser could connect to, and which means other things where a policy is written down: quotation marks, dollar signs.
bool is_plain_host(std::string_view host) {
  auto const is_of = [host](ByteSet bytes) {
    return std::ranges::all_of(host, [bytes](char byte) { return bytes.contains(byte); });
  };
  constexpr auto address_bytes = label_bytes.with("[:.]");
  constexpr auto opaque_host_bytes = label_bytes.with_range('A', 'Z').with(".~%");
  return is_of(opaque_host_bytes) || (host.starts_with('[') && host.ends_with(']') && is_of(address_bytes));
}

/// Whether a name in Unicode came to be its punycode and nothing else changed.
bool is_read_as_punycode(std::string_view written, url::Origin const& origin) {
  auto const host = origin.host();
  bool const has_port = !named_port(origin.serialized(), host).empty();
  auto const end_of_host = written.find(':', written.find(separator) + 1);
  return host.find("xn--") != std::string_view::npos && has_port == (end_of_host != std::string_view::npos);
}

/// The pattern's ports as it was written; nothing where the list is no list.
std::optional<PortSet> ports_of(Written const& written, url::Origin const& origin) {
  if (!written.ports) {
    auto const named = named_port(origin.serialized(), origin.host());
    return named.empty() ? PortSet(implied_port(origin.scheme())) : parse_ports(named);
  }
  // Behind a list no single port may stand before it: "https://a:1:[2]".
  bool const has_two = !named_port(origin.serialized(), origin.host()).empty();
  if (has_two) {
    return std::nullopt;
  }
  return *written.ports == "*" ? PortSet::all_of(origin.scheme()) : parse_ports(*written.ports);
}

/// An origin in which the URL parser would find nothing to do, as nearly all in a list are: http or https, and a name of
/// plain labels that is no punycode and no number.
std::optional<OriginParts> plain_origin(std::string_view text) {
  auto const parts = split_origin(text);
  if (!parts || (parts->scheme != "https" && parts->scheme != "http") || !are_labels(parts->host) ||
      parts->host.size() > OriginPattern::longest_host) {
    return std::nullopt;
  }
  auto const last_label = parts->host.substr(parts->host.rfind('.') + 1);
  bool const is_number = is_ascii_digit(last_label.front());
  return is_number || parts->host.find("xn--") != std::string_view::npos ? std::nullopt : parts;
}

Result<OriginPattern> parse_tuple(std::string_view text) {
  if (auto const plain = plain_origin(text)) {
    return OriginPattern(OriginShape::exact, std::string(plain->scheme), std::string(plain->host),
                         PortSet(plain->port));
  }
  auto const written = cut_up(text);
  if (written.scheme.find('*') != std::string_view::npos || written.host.find('*') != std::string_view::npos) {
    return mistake(DiagnosticCode::policy_origin_wildcard_misplaced, text,
                   "write https://*.example.com for one label, https://**.example.com for any depth");
  }
  auto const origin_text = written.origin();
  auto const origin = url::Origin::parse(origin_text);
  if (!origin) {
    return not_an_origin(text, origin_text, origin.error());
  }
  if (origin->is_opaque()) {
    return invalid(text, "pages from files have the origin null");
  }
  if (has_empty_label(origin->host())) {
    return invalid(text, "there is a name between two dots");
  }
  if (!is_plain_host(origin->host())) {
    return invalid(text, "a host has letters, digits, '-' and '_', with dots between");
  }
  if (origin->serialized() != origin_text && is_ascii(origin_text)) {
    return std::unexpected(not_serialized(text, origin_text, origin->serialized()));
  }
  if (!is_ascii(origin_text) && !is_read_as_punycode(origin_text, *origin)) {
    return mistake(DiagnosticCode::policy_origin_not_canonical, text, it_is(origin->serialized()));
  }
  auto ports = ports_of(written, *origin);
  if (!ports) {
    return mistake(DiagnosticCode::policy_origin_port_invalid, text,
                   "write :8080, :[8080,8081], :[8000-8099] or :*; a port is a number from 1 to 65535");
  }
  if (written.shape != OriginShape::exact && is_address(origin_text)) {
    return mistake(DiagnosticCode::policy_origin_wildcard_misplaced, text, "an address has no names below it");
  }
  // A wildcard stands for one byte and a dot at least, and two labels must fit for any depth.
  auto const room = written.shape == OriginShape::exact ? 0U : 4U;
  if (origin->host().size() + room > OriginPattern::longest_host ||
      origin->scheme().size() > OriginPattern::longest_scheme) {
    return invalid(text, "a host has 253 bytes at most, a scheme 64");
  }
  return OriginPattern(written.shape, std::string(origin->scheme()), std::string(origin->host()), *std::move(ports));
}

}  // namespace

Result<OriginPattern> OriginPattern::parse(std::string_view text) {
  if (text == "*") {
    return everybody();
  }
  if (text == "null") {
    return opaque();
  }
  if (std::ranges::any_of(text, [](char byte) { return static_cast<unsigned char>(byte) <= 0x20; })) {
    return with_spaces(text);
  }
  auto const start = text.find(separator);
  if (start == std::string_view::npos) {
    if (text.starts_with('*')) {
      return wildcard_without_scheme(text);
    }
    auto const origin = url::Origin::parse(text);
    return invalid(text, origin ? "write its scheme and its host" : origin.error().front().expected);
  }
  auto const end = text.find_first_of("/\\?#", start + separator.size());
  return end == std::string_view::npos ? parse_tuple(text) : with_path(text, text.substr(0, end));
}

}  // namespace corsage::policy
