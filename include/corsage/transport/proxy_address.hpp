#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace corsage::transport {

/// Where a proxy listens.
struct ProxyAddress {
  std::string scheme;
  std::string host;  ///< an IPv6 address without brackets
  std::uint16_t port = 0;

  /// "http://proxy.example:3128", without a password.
  std::string text() const;
};

/// A proxy as curl's --proxy takes it: [SCHEME://][USER:PASSWORD@]HOST[:PORT]. Nothing where libcurl could not use it.
std::optional<ProxyAddress> parse_proxy(std::string_view text);

}  // namespace corsage::transport
