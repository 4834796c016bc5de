#pragma once

#include <string_view>
#include <vector>

#include "corsage/gateway/network.hpp"
#include "forwarded_head.hpp"
#include "head.hpp"

namespace corsage::gateway {

/// Who asks, and under which name the gateway was reached: behind proxies that are trusted, what they say of it.
struct Asker {
  std::string_view address;  ///< numeric
  std::string_view scheme;   ///< "http" or "https"
  std::string_view host;     ///< with its port, where the client named one
};

/// `client` is the other end of the connection; what it says of somebody behind it counts where it is a trusted proxy:
/// X-Forwarded-For, -Proto and -Host, and the elements of Forwarded where X-Forwarded-For is not there. Of a chain of
/// addresses it is the last that no trusted proxy has: what is before it, whoever asks may have written.
///
/// https://www.rfc-editor.org/rfc/rfc7239#section-5
Asker who_asks(Head const& request, Client const& client, std::vector<Network> const& trusted);

}  // namespace corsage::gateway
