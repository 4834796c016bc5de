#include "support/certificate.hpp"

#include <cstdio>
#include <memory>
#include <random>
#include <stdexcept>

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

namespace corsage::test {
namespace {

template <auto Free>
struct FreedBy {
  template <typename Object>
  void operator()(Object* object) const {
    Free(object);
  }
};
using Key = std::unique_ptr<EVP_PKEY, FreedBy<EVP_PKEY_free>>;
using X509Certificate = std::unique_ptr<X509, FreedBy<X509_free>>;
using Extension = std::unique_ptr<X509_EXTENSION, FreedBy<X509_EXTENSION_free>>;
using File = std::unique_ptr<std::FILE, FreedBy<std::fclose>>;

void demand(bool is_done, std::string const& what) {
  if (!is_done) {
    throw std::runtime_error("no certificate: " + what);
  }
}

void extend(X509* certificate, int kind, std::string const& value) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
  Extension const extension(X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str()));
  demand(extension != nullptr && X509_add_ext(certificate, extension.get(), -1) == 1, value);
}

X509Certificate certificate_of(EVP_PKEY* key, CertificateWish const& wish) {
  X509Certificate made(X509_new());
  auto* const certificate = made.get();
  X509_set_version(certificate, X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate), static_cast<long>(std::random_device()() & 0x7fffffffU));
  X509_gmtime_adj(X509_getm_notBefore(certificate), std::chrono::seconds(wish.begins).count());
  X509_gmtime_adj(X509_getm_notAfter(certificate), std::chrono::seconds(wish.ends).count());
  auto* const subject = X509_get_subject_name(certificate);
  std::string const name = "corsage test";
  X509_NAME_add_entry_by_NID(subject, NID_commonName, MBSTRING_UTF8,
                             reinterpret_cast<unsigned char const*>(name.data()), static_cast<int>(name.size()), -1, 0);
  X509_set_issuer_name(certificate, subject);
  X509_set_pubkey(certificate, key);
  extend(certificate, NID_basic_constraints, "critical,CA:TRUE");
  extend(certificate, NID_subject_alt_name, wish.names);
  demand(X509_sign(certificate, key, EVP_sha256()) > 0, "it cannot be signed");
  return made;
}

}  // namespace

Certificate make_certificate(TemporaryDirectory const& directory, CertificateWish const& wish) {
  Certificate const files{.certificate = (directory.path() / (wish.file + "certificate.pem")).string(),
                          .key = (directory.path() / (wish.file + "key.pem")).string()};
  Key const key(EVP_EC_gen("P-256"));
  demand(key != nullptr, "there is no key");
  auto const certificate = certificate_of(key.get(), wish);
  File const certificate_file(std::fopen(files.certificate.c_str(), "w"));
  File const key_file(std::fopen(files.key.c_str(), "w"));
  demand(certificate_file != nullptr && PEM_write_X509(certificate_file.get(), certificate.get()) == 1,
         files.certificate);
  demand(key_file != nullptr &&
             PEM_write_PrivateKey(key_file.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1,
         files.key);
  return files;
}

}  // namespace corsage::test
