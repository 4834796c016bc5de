#include "pem.hpp"

#include <array>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <unistd.h>

namespace corsage::gateway {
namespace {

BioHandle bio_of(std::string_view text) {
  return BioHandle(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

/// Nobody is there to type one.
int no_password(char* /*room*/, int /*size*/, int /*is_writing*/, void* /*none*/) {
  return -1;
}

}  // namespace

std::vector<X509Handle> read_certificates(std::string_view pem) {
  std::vector<X509Handle> certificates;
  auto const bio = bio_of(pem);
  while (X509Handle certificate{PEM_read_bio_X509(bio.get(), nullptr, no_password, nullptr)}) {
    certificates.push_back(std::move(certificate));
  }
  ERR_clear_error();
  return certificates;
}

KeyHandle read_private_key(std::string_view pem) {
  KeyHandle key(PEM_read_bio_PrivateKey(bio_of(pem).get(), nullptr, no_password, nullptr));
  ERR_clear_error();
  return key;
}

std::string last_openssl_error() {
  auto const* const reason = ERR_reason_error_string(ERR_peek_error());
  ERR_clear_error();
  return reason == nullptr ? "OpenSSL does not say why" : reason;
}

std::expected<std::string, std::string> read_small_file(std::string const& path) {
  int const descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) {
    return std::unexpected(std::strerror(errno));
  }
  std::string bytes;
  std::array<char, 16384> room;
  ssize_t count = 0;
  while ((count = ::read(descriptor, room.data(), room.size())) > 0) {
    bytes.append(room.data(), static_cast<std::size_t>(count));
  }
  int const why = errno;
  ::close(descriptor);
  if (count < 0) {
    return std::unexpected(std::strerror(why));
  }
  return bytes;
}

}  // namespace corsage::gateway
