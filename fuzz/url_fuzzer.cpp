#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>

#include "corsage/url/origin.hpp"
#include "corsage/url/site.hpp"
#include "corsage/url/url_argument.hpp"

/// The first line is the input, the second, where there is one, its base.
namespace corsage::url {
namespace {

void require(bool holds) {
  if (!holds) {
    std::abort();
  }
}

/// https://url.spec.whatwg.org/#url-serializing , from the parts.
std::string serialize(Url const& url) {
  std::string href(url.scheme());
  href += ':';
  if (url.host_kind() != HostKind::null) {
    href += "//";
    href += url.username();
    if (!url.password().empty()) {
      href.append(":").append(url.password());
    }
    href.append(url.includes_credentials() ? "@" : "").append(url.authority_without_credentials());
  } else if (!url.has_opaque_path() && url.path().starts_with("//")) {
    href += "/.";
  }
  href += url.path();
  if (auto const query = url.query()) {
    href.append("?").append(*query);
  }
  if (auto const fragment = url.fragment()) {
    href.append("#").append(*fragment);
  }
  return href;
}

void require_same(Url const& left, Url const& right) {
  require(left.href() == right.href() && left.scheme() == right.scheme() && left.username() == right.username());
  require(left.password() == right.password() && left.host() == right.host() && left.port() == right.port());
  require(left.path() == right.path() && left.query() == right.query() && left.fragment() == right.fragment());
  require(left.host_kind() == right.host_kind() && left.has_opaque_path() == right.has_opaque_path());
}

void check_url(Url const& url) {
  // The offsets cut the serialisation where its parts meet, and nothing is lost by writing it and reading it again.
  require(serialize(url) == url.href());
  require_same(url, Url::parse(url.href()).value());

  auto const port = url.port() ? ":" + std::to_string(*url.port()) : std::string();
  require(url.authority_without_credentials() == std::string(url.host()) + port);

  auto without = url;
  without.remove_credentials();
  without.set_fragment(std::nullopt);
  require(!without.includes_credentials() && !without.fragment().has_value());
  require(without.path() == url.path() && without.query() == url.query() && without.host() == url.host());
  require(serialize(without) == without.href());

  for (char const byte : url.href()) {
    require(byte >= ' ' && byte < '\x7F');
  }
}

void check_origin(Url const& url) {
  auto const origin = Origin::of(url);
  require(same_origin(url, url) == !origin.is_opaque());
  if (origin.is_opaque()) {
    require(!same_origin(url, origin) && !same_site(origin, Origin::opaque(1)));
    return;
  }
  require(same_origin(url, origin) && same_site(origin, origin));
  require(Origin::parse(origin.serialized()).value() == origin);
  auto const domain = registrable_domain(origin.host());
  require(origin.host().ends_with(domain));
  require(domain.empty() || domain.ends_with(public_suffix(origin.host())));
}

}  // namespace
}  // namespace corsage::url

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  using namespace corsage::url;
  std::string_view const input(reinterpret_cast<char const*>(data), size);
  auto const end = input.find('\n');
  auto const text = input.substr(0, end);
  std::optional<Url> base;
  if (end != std::string_view::npos) {
    if (auto const parsed = Url::parse(input.substr(end + 1))) {
      base = *parsed;
    }
  }
  if (auto const url = Url::parse(text, base ? &*base : nullptr)) {
    check_url(*url);
    check_origin(*url);
  }
  // A mistake points into the text, and has something to say.
  auto const argument = parse_url_argument(text);
  if (!argument) {
    auto const& diagnostic = argument.error().front();
    require(!diagnostic.expected.empty());
    require(diagnostic.range.column >= 1 && diagnostic.range.column - 1 + diagnostic.range.length <= text.size());
  }
  auto const origin = Origin::parse(text);
  if (!origin) {
    auto const& diagnostic = origin.error().front();
    require(!diagnostic.expected.empty());
    require(diagnostic.range.column >= 1 && diagnostic.range.column - 1 + diagnostic.range.length <= text.size());
  }
  return 0;
}
