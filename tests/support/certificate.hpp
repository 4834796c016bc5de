#pragma once

#include <string>

#include "support/temporary_directory.hpp"

namespace corsage::test {

/// A certificate for localhost and 127.0.0.1 that nobody but itself vouches for, and its key: PEM files.
struct Certificate {
  std::string certificate;
  std::string key;
};

/// Makes one in the directory, with openssl. Throws std::runtime_error when that fails.
Certificate make_certificate(TemporaryDirectory const& directory);

}  // namespace corsage::test
