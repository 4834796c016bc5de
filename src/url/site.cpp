#include "corsage/url/site.hpp"

#include "ipv4.hpp"

#include <libpsl.h>

namespace corsage::url {
namespace {

using PublicSuffixAlgorithm = char const* (*)(psl_ctx_t const*, char const*);

bool is_domain(std::string_view host) {
  return !host.empty() && !host.starts_with('[') && !parse_dotted_ipv4(host);
}

/// Runs one of libpsl's two questions on the host without its trailing dot, and gives the same stretch of the host with it.
/// Empty when there is no answer.
std::string_view tail_of(std::string_view host, PublicSuffixAlgorithm algorithm) {
  if (!is_domain(host)) {
    return {};
  }
  std::string const name(host.ends_with('.') ? host.substr(0, host.size() - 1) : host);
  auto const* const tail = algorithm(psl_builtin(), name.c_str());
  return tail == nullptr ? std::string_view() : host.substr(static_cast<std::size_t>(tail - name.c_str()));
}

/// https://html.spec.whatwg.org/multipage/browsers.html#obtain-a-site : the host of the site.
std::string_view site_host(Origin const& origin) {
  auto const domain = registrable_domain(origin.host());
  return domain.empty() ? origin.host() : domain;
}

}  // namespace

std::string_view registrable_domain(std::string_view host) {
  return tail_of(host, psl_registrable_domain);
}

std::string_view public_suffix(std::string_view host) {
  return tail_of(host, psl_unregistrable_domain);
}

bool same_site(Origin const& left, Origin const& right) {
  return left.scheme() == right.scheme() && schemelessly_same_site(left, right);
}

bool schemelessly_same_site(Origin const& left, Origin const& right) {
  // 1. Opaque ones are their own site.
  if (left.is_opaque() || right.is_opaque()) {
    return left == right;
  }
  // 2. Tuples have the site of their hosts; the same host needs no list.
  return left.host() == right.host() || site_host(left) == site_host(right);
}

}  // namespace corsage::url
