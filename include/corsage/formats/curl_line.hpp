#pragma once

#include <string>
#include <string_view>

#include "corsage/fetch/exchange.hpp"
#include "corsage/http/secrets.hpp"

namespace corsage::formats {

/// The command line of curl that sends the same request and shows the answer's headers, for a shell to run as it stands.
/// Where secrets are masked they are variables, which the shell fills in. A body is left out: audits send none.
/// `options` are words of that line that say how the server is reached.
std::string curl_line(fetch::WireRequest const& request, std::string_view options, http::Secrets secrets);

}  // namespace corsage::formats
