#pragma once

#include <string>
#include <string_view>

#include "corsage/url/url.hpp"

namespace corsage::transport {

/// Whether a list such as no_proxy's names the host: "*", names with their subdomains, addresses, and networks as in
/// 10.0.0.0/8; commas or spaces between. `host` is a URL's.
bool is_named_by_no_proxy(std::string_view host, std::string_view list);

/// The proxy to use for the URL, in the words of curl's --proxy; empty: none. `given` goes before what the environment
/// names for such URLs, and no_proxy before both. Reads the environment.
std::string choose_proxy(url::Url const& url, std::string_view given);

}  // namespace corsage::transport
