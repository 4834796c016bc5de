#pragma once

#include <string>

#include "corsage/fetch/exchange.hpp"
#include "corsage/http/secrets.hpp"

namespace corsage::formats {

/// The command line of curl that sends the same request and shows the answer's headers, for a shell to run as it stands.
/// Where secrets are masked they are variables, which the shell fills in. A body is left out: audits send none.
std::string curl_line(fetch::WireRequest const& request, http::Secrets secrets);

}  // namespace corsage::formats
