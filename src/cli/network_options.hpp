#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "corsage/base/result.hpp"
#include "corsage/http/secrets.hpp"
#include "corsage/transport/curl_transport.hpp"
#include "corsage/url/url.hpp"

namespace CLI {
class App;
}

namespace corsage::cli {

/// What the command line says of the network, as typed; the words are curl's.
struct NetworkOptions {
  std::vector<std::string> cookies = {};
  std::vector<std::string> resolve = {};
  std::string certificate_authorities = {};
  bool is_insecure = false;
  std::string proxy = {};
  double time_out = 30;  ///< seconds
};

void add_network_options(CLI::App& command, NetworkOptions& options);

/// The part that is the transport's.
transport::Options transport_options(NetworkOptions const& options);

/// What curl is told of the way to a server: words of a shell's command line. Masked secrets are variables.
std::string curl_options(NetworkOptions const& options, http::Secrets secrets);

/// A cookie's parts, as views of what was typed.
struct CookieText {
  std::string_view name;
  std::string_view value;
};

/// What NAME=VALUE means, or the mistake in it.
Result<CookieText> read_cookie(std::string_view typed);

/// The same where it is the heads of answers that are judged: a body that does not end is cut, and no longer one kept.
transport::Options head_options(NetworkOptions const& options, std::size_t most_body_bytes);

/// Puts the cookies into the transport's jar, for the host of `url`; or tells every mistake in them.
Result<void> add_cookies(NetworkOptions const& options, url::Url const& url, transport::CurlTransport& transport);

}  // namespace corsage::cli
