#include "end_to_end/gateway/tls_client.hpp"

#include <array>
#include <cstdint>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <sys/socket.h>
#include <sys/time.h>

namespace corsage::test {

namespace asio = boost::asio;

struct TlsClient::Contents {
  asio::io_context context;
  asio::ip::tcp::socket socket{context};
  std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> tls{SSL_CTX_new(TLS_client_method()), &SSL_CTX_free};
  std::unique_ptr<SSL, decltype(&SSL_free)> connection{SSL_new(tls.get()), &SSL_free};
};

TlsClient::TlsClient(std::uint16_t port, Options const& options) : contents_(std::make_unique<Contents>()) {
  auto* const connection = contents_->connection.get();
  contents_->socket.connect({asio::ip::address_v4::loopback(), port});
  timeval const patience{.tv_sec = 3, .tv_usec = 0};
  setsockopt(contents_->socket.native_handle(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  SSL_set_fd(connection, contents_->socket.native_handle());
  if (!options.name.empty()) {
    auto name = options.name;
    SSL_ctrl(connection, SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, name.data());
  }
  // Old versions are only refused by a client that would speak them.
  SSL_set_security_level(connection, 0);
  SSL_set_min_proto_version(connection, TLS1_VERSION);
  SSL_set_max_proto_version(connection, options.highest_version);
  std::string offered;
  for (auto const& protocol : options.protocols) {
    offered += static_cast<char>(protocol.size());
    offered += protocol;
  }
  SSL_set_alpn_protos(connection, reinterpret_cast<unsigned char const*>(offered.data()),
                      static_cast<unsigned int>(offered.size()));
  ERR_clear_error();
  if (SSL_connect(connection) != 1) {
    auto const* const reason = ERR_reason_error_string(ERR_get_error());
    failure_ = reason == nullptr ? "the connection ended" : reason;
  }
}

TlsClient::~TlsClient() = default;

std::string TlsClient::protocol() const {
  unsigned char const* protocol = nullptr;
  unsigned int length = 0;
  SSL_get0_alpn_selected(contents_->connection.get(), &protocol, &length);
  return {reinterpret_cast<char const*>(protocol), length};
}

bool TlsClient::has_name(std::string const& name) const {
  auto* const certificate = SSL_get0_peer_certificate(contents_->connection.get());
  return certificate != nullptr && X509_check_host(certificate, name.data(), name.size(), 0, nullptr) == 1;
}

void TlsClient::send(std::string_view bytes) {
  SSL_write(contents_->connection.get(), bytes.data(), static_cast<int>(bytes.size()));
}

std::string TlsClient::receive(std::string_view last) {
  std::string received;
  std::array<char, 16384> room{};
  while (last.empty() || received.find(last) == std::string::npos) {
    ERR_clear_error();
    auto const size = SSL_read(contents_->connection.get(), room.data(), static_cast<int>(room.size()));
    if (size <= 0) {
      has_ended_well_ = SSL_get_error(contents_->connection.get(), size) == SSL_ERROR_ZERO_RETURN;
      break;
    }
    received.append(room.data(), static_cast<std::size_t>(size));
  }
  return received;
}

}  // namespace corsage::test
