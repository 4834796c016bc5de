#include "client_tls.hpp"

#include <utility>

#include "pem.hpp"

#include <openssl/x509v3.h>

namespace corsage::gateway {
namespace {

int keep_session(SSL* connection, SSL_SESSION* session) {
  static_cast<SslSession*>(SSL_get_app_data(connection))->reset(session);
  return 1;  // it is ours now
}

SslContext new_context() {
  SslContext context(SSL_CTX_new(TLS_client_method()));
  SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION);
  SSL_CTX_set_options(context.get(), SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
  SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER, nullptr);
  SSL_CTX_set_session_cache_mode(context.get(), SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL);
  SSL_CTX_sess_set_new_cb(context.get(), keep_session);
  SSL_CTX_set_read_ahead(context.get(), 1);
  SSL_CTX_set_alpn_protos(context.get(), alpn_protocols.data(), static_cast<unsigned int>(alpn_protocols.size()));
  return context;
}

}  // namespace

std::shared_ptr<ClientTls const> ClientTls::of_the_system() {
  auto context = new_context();
  SSL_CTX_set_default_verify_paths(context.get());
  return std::shared_ptr<ClientTls const>(new ClientTls(std::move(context)));
}

std::shared_ptr<ClientTls const> ClientTls::believing(std::string const& authorities) {
  auto context = new_context();
  auto const certificates = read_certificates(authorities);
  for (auto const& certificate : certificates) {
    X509_STORE_add_cert(SSL_CTX_get_cert_store(context.get()), certificate.get());
  }
  // Whoever names a certificate that is no authority means that one.
  X509_STORE_set_flags(SSL_CTX_get_cert_store(context.get()), X509_V_FLAG_PARTIAL_CHAIN);
  return certificates.empty() ? nullptr : std::shared_ptr<ClientTls const>(new ClientTls(std::move(context)));
}

SslHandle ClientTls::begin(std::string const& host, SslSession& session) const {
  SslHandle connection(SSL_new(context_.get()));
  SSL_set_connect_state(connection.get());
  SSL_set_app_data(connection.get(), &session);
  auto* const expected = SSL_get0_param(connection.get());
  if (X509_VERIFY_PARAM_set1_ip_asc(expected, host.c_str()) != 1) {
    auto name = host.substr(0, host.size() - (host.ends_with('.') ? 1 : 0));
    X509_VERIFY_PARAM_set_hostflags(expected, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
    X509_VERIFY_PARAM_set1_host(expected, name.c_str(), name.size());
    SSL_ctrl(connection.get(), SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, name.data());
  }
  if (session) {
    SSL_set_session(connection.get(), session.get());
  }
  return connection;
}

}  // namespace corsage::gateway
