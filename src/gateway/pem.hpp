#pragma once

#include <array>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "openssl.hpp"

namespace corsage::gateway {

/// What is spoken inside TLS, both ways: HTTP/1.1, as ALPN has it.
///
/// https://www.rfc-editor.org/rfc/rfc7301#section-6
constexpr std::array<unsigned char, 9> alpn_protocols{8, 'h', 't', 't', 'p', '/', '1', '.', '1'};

/// All certificates in a text, in order.
std::vector<X509Handle> read_certificates(std::string_view pem);

/// The first private key in a text; null where there is none, or one that wants a password.
KeyHandle read_private_key(std::string_view pem);

/// OpenSSL's words for what went wrong.
std::string last_openssl_error();

/// A small file's bytes, or the system's words for why they cannot be read.
std::expected<std::string, std::string> read_small_file(std::string const& path);

}  // namespace corsage::gateway
