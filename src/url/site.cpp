#include "corsage/url/site.hpp"

#include <algorithm>
#include <string>

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

/// Whether two hosts end in the same two labels at least, as a registrable domain has them. Most pairs are told apart so,
/// without the list.
bool share_two_labels(std::string_view left, std::string_view right) {
  if (left.ends_with('.') && right.ends_with('.')) {
    left.remove_suffix(1);
    right.remove_suffix(1);
  }
  auto const shorter = std::min(left.size(), right.size());
  std::size_t common = 0;
  std::size_t labels = 0;
  for (; common < shorter && left[left.size() - 1 - common] == right[right.size() - 1 - common]; ++common) {
    labels += left[left.size() - 1 - common] == '.' ? 1U : 0U;
  }
  // The label in which they part is common only when it ends there in both.
  auto const ends_label = [common](std::string_view host) {
    return common == host.size() || host[host.size() - 1 - common] == '.';
  };
  labels += common > 0 && ends_label(left) && ends_label(right) ? 1U : 0U;
  return labels >= 2;
}

}  // namespace

std::string_view registrable_domain(std::string_view host) {
  return tail_of(host, psl_registrable_domain);
}

std::string_view public_suffix(std::string_view host) {
  return tail_of(host, psl_unregistrable_domain);
}

bool has_listed_suffix(std::string_view host) {
  auto const suffix = public_suffix(host);
  std::string const name(suffix.ends_with('.') ? suffix.substr(0, suffix.size() - 1) : suffix);
  return !name.empty() && psl_is_public_suffix2(psl_builtin(), name.c_str(), PSL_TYPE_ANY | PSL_TYPE_NO_STAR_RULE) != 0;
}

bool same_site(Origin const& left, Origin const& right) {
  return left.scheme() == right.scheme() && schemelessly_same_site(left, right);
}

bool schemelessly_same_site(Origin const& left, Origin const& right) {
  // 1. Opaque ones are their own site.
  if (left.is_opaque() || right.is_opaque()) {
    return left == right;
  }
  // 2. Tuples have the site of their hosts: the registrable domain, or the host itself where there is none.
  if (left.host() == right.host()) {
    return true;
  }
  if (!share_two_labels(left.host(), right.host())) {
    return false;
  }
  auto const domain = registrable_domain(left.host());
  return !domain.empty() && domain == registrable_domain(right.host());
}

}  // namespace corsage::url
