#include "server_tls.hpp"

#include <array>
#include <ctime>
#include <utility>

#include "pem.hpp"

#include <fmt/format.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

namespace corsage::gateway {
namespace {

/// https://www.rfc-editor.org/rfc/rfc7301#section-3.2 : who speaks nothing that is spoken here is told so.
int choose_protocol(SSL* /*connection*/, unsigned char const** chosen, unsigned char* length,
                    unsigned char const* offered, unsigned int offered_length, void* /*none*/) {
  unsigned char* selected = nullptr;
  auto const result = SSL_select_next_proto(&selected, length, alpn_protocols.data(),
                                            static_cast<unsigned int>(alpn_protocols.size()), offered, offered_length);
  *chosen = selected;
  return result == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_ALERT_FATAL;
}

SslContext new_context() {
  SslContext context(SSL_CTX_new(TLS_server_method()));
  SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION);
  SSL_CTX_set_options(context.get(), SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
  // Clients keep their own sessions, as tickets.
  SSL_CTX_set_session_cache_mode(context.get(), SSL_SESS_CACHE_OFF);
  SSL_CTX_set_read_ahead(context.get(), 1);
  SSL_CTX_set_alpn_select_cb(context.get(), choose_protocol, nullptr);
  return context;
}

std::string date_of(ASN1_TIME const* time) {
  std::tm parts{};
  ASN1_TIME_to_tm(time, &parts);
  return fmt::format("{:04}-{:02}-{:02}", parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday);
}

CertificateFault unusable_certificate(std::string why) {
  return {.code = DiagnosticCode::gateway_certificate_unusable, .why = std::move(why)};
}

CertificateFault unusable_key(std::string why) {
  return {.code = DiagnosticCode::gateway_key_unusable, .why = std::move(why), .is_of_the_key = true};
}

}  // namespace

std::expected<SslContext, CertificateFault> server_context(std::string_view chain, std::string_view key) {
  auto context = new_context();
  auto certificates = read_certificates(chain);
  if (certificates.empty()) {
    return std::unexpected(unusable_certificate("it holds no certificate in PEM form"));
  }
  auto const& own = certificates.front();
  if (X509_cmp_current_time(X509_get0_notAfter(own.get())) < 0) {
    return std::unexpected(unusable_certificate("it expired on " + date_of(X509_get0_notAfter(own.get()))));
  }
  if (X509_cmp_current_time(X509_get0_notBefore(own.get())) > 0) {
    return std::unexpected(unusable_certificate("it begins on " + date_of(X509_get0_notBefore(own.get()))));
  }
  auto const private_key = read_private_key(key);
  if (!private_key) {
    return std::unexpected(unusable_key("it holds no private key in PEM form that needs no password"));
  }
  if (X509_check_private_key(own.get(), private_key.get()) != 1) {
    return std::unexpected(
        CertificateFault{.code = DiagnosticCode::gateway_key_of_another_certificate, .is_of_the_key = true});
  }
  ERR_clear_error();
  if (SSL_CTX_use_certificate(context.get(), own.get()) != 1 ||
      SSL_CTX_use_PrivateKey(context.get(), private_key.get()) != 1) {
    return std::unexpected(unusable_certificate(last_openssl_error()));
  }
  for (std::size_t i = 1; i < certificates.size(); ++i) {
    SSL_CTX_add0_chain_cert(context.get(), certificates[i].release());
  }
  return context;
}

ServerTls::ServerTls(std::vector<SslContext> certificates) : certificates_(std::move(certificates)) {
  auto* const first = certificates_.front().get();
  SSL_CTX_callback_ctrl(first, SSL_CTRL_SET_TLSEXT_SERVERNAME_CB, reinterpret_cast<void (*)()>(&ServerTls::choose));
  SSL_CTX_ctrl(first, SSL_CTRL_SET_TLSEXT_SERVERNAME_ARG, 0, this);
}

SslHandle ServerTls::begin() const {
  SslHandle connection(SSL_new(certificates_.front().get()));
  SSL_set_accept_state(connection.get());
  return connection;
}

int ServerTls::choose(SSL* connection, int* /*alert*/, void* self) {
  auto const* const name = SSL_get_servername(connection, TLSEXT_NAMETYPE_host_name);
  if (name == nullptr) {
    return SSL_TLSEXT_ERR_NOACK;
  }
  for (auto const& certificate : static_cast<ServerTls const*>(self)->certificates_) {
    if (X509_check_host(SSL_CTX_get0_certificate(certificate.get()), name, 0, 0, nullptr) == 1) {
      SSL_set_SSL_CTX(connection, certificate.get());
      return SSL_TLSEXT_ERR_OK;
    }
  }
  return SSL_TLSEXT_ERR_NOACK;
}

}  // namespace corsage::gateway
