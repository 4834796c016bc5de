#pragma once

#include <string_view>

#include "corsage/fetch/exchange.hpp"
#include "corsage/transport/proxy_address.hpp"

#include <curl/curl.h>

namespace corsage::transport {

/// What a failed transfer is called, with what libcurl said of it as evidence. `system_error` is the errno of the
/// connection attempt, `message` may be empty; `proxy` is what the transfer may have gone through, null when nothing.
fetch::Failed failure_of(CURLcode code, long system_error, std::string_view message, ProxyAddress const* proxy);

/// What an answer is called that is no HTTP, with its beginning as evidence.
fetch::Failed no_http(std::string_view beginning);

/// What an answer of the proxy's own to a request for the server is called.
fetch::Failed refusal_by_proxy(ProxyAddress const& proxy, std::string_view answer);

}  // namespace corsage::transport
