#pragma once

#include <memory>

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

/// OpenSSL's objects, each with whoever frees it.
namespace corsage::gateway {

template <auto Free>
struct FreedBy {
  template <typename Object>
  void operator()(Object* object) const {
    Free(object);
  }
};

using SslHandle = std::unique_ptr<SSL, FreedBy<SSL_free>>;
using SslContext = std::unique_ptr<SSL_CTX, FreedBy<SSL_CTX_free>>;
using SslSession = std::unique_ptr<SSL_SESSION, FreedBy<SSL_SESSION_free>>;
using X509Handle = std::unique_ptr<X509, FreedBy<X509_free>>;
using KeyHandle = std::unique_ptr<EVP_PKEY, FreedBy<EVP_PKEY_free>>;
using BioHandle = std::unique_ptr<BIO, FreedBy<BIO_free>>;

}  // namespace corsage::gateway
