#pragma once

#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "corsage/base/diagnostic.hpp"
#include "openssl.hpp"

namespace corsage::gateway {

/// Why a certificate and its key are of no use.
struct CertificateFault {
  DiagnosticCode code;
  std::string why = {};        ///< in words, where there is more to say than the code does
  bool is_of_the_key = false;  ///< and not of the chain
};

/// What a server needs to speak TLS with this certificate: PEM, the server's own first in the chain.
std::expected<SslContext, CertificateFault> server_context(std::string_view chain, std::string_view key);

/// TLS towards clients: with the certificate that has the name a client asks for, or with the first.
class ServerTls {
 public:
  /// There is one at least.
  explicit ServerTls(std::vector<SslContext> certificates);
  ServerTls(ServerTls const&) = delete;
  ServerTls& operator=(ServerTls const&) = delete;
  ~ServerTls() = default;

  /// For a connection that was taken. This must outlive its handshake.
  SslHandle begin() const;

 private:
  static int choose(SSL* connection, int* alert, void* self);

  std::vector<SslContext> certificates_;
};

}  // namespace corsage::gateway
