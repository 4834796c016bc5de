#pragma once

#include <chrono>
#include <string>

#include "support/temporary_directory.hpp"

namespace corsage::test {

/// A certificate that nobody but itself vouches for, and its key: PEM files.
struct Certificate {
  std::string certificate;
  std::string key;
};

/// What a certificate says. It is its own authority.
struct CertificateWish {
  std::string file = {};  ///< in front of its files' names
  std::string names = "DNS:localhost,IP:127.0.0.1";
  std::chrono::hours begins{-24};  ///< from now
  std::chrono::hours ends{48};     ///< from now
};

/// Makes one in the directory; what is there of that name is replaced. Throws std::runtime_error when that fails.
Certificate make_certificate(TemporaryDirectory const& directory, CertificateWish const& wish = {});

}  // namespace corsage::test
