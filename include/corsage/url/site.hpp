#pragma once

#include <string>
#include <string_view>

#include "corsage/url/origin.hpp"

namespace corsage::url {

/// https://url.spec.whatwg.org/#host-registrable-domain by the Public Suffix List, private section included; empty when
/// the host has none (an address, a bare suffix).
std::string_view registrable_domain(std::string_view host);

/// https://url.spec.whatwg.org/#host-public-suffix ; empty for an address.
std::string_view public_suffix(std::string_view host);

/// Whether the host's public suffix is one that the list names. That of other hosts is their last label, by the list's rule
/// for what it does not know.
bool has_listed_suffix(std::string_view host);

/// https://html.spec.whatwg.org/multipage/browsers.html#same-site : schemeful.
bool same_site(Origin const& left, Origin const& right);

/// https://html.spec.whatwg.org/multipage/browsers.html#schemelessly-same-site
bool schemelessly_same_site(Origin const& left, Origin const& right);

}  // namespace corsage::url
