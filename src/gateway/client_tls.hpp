#pragma once

#include <expected>
#include <memory>
#include <string>

#include "openssl.hpp"

namespace corsage::gateway {

/// TLS towards upstreams: who is there must prove it.
class ClientTls {
 public:
  /// Believes the authorities that the system does.
  static std::shared_ptr<ClientTls const> of_the_system();

  /// Believes only those in the PEM text; null where it holds none.
  static std::shared_ptr<ClientTls const> believing(std::string const& authorities);

  /// For a connection to the host: a name, or a numeric address without brackets. A session that was had before is taken
  /// up again; the one that comes of this connection takes its place in `session`, which outlives the connection.
  SslHandle begin(std::string const& host, SslSession& session) const;

 private:
  explicit ClientTls(SslContext context) : context_(std::move(context)) {}

  SslContext context_;
};

}  // namespace corsage::gateway
