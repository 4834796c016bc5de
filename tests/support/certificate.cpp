#include "support/certificate.hpp"

#include <stdexcept>

#include "support/process.hpp"

namespace corsage::test {

Certificate make_certificate(TemporaryDirectory const& directory) {
  Certificate made{.certificate = (directory.path() / "certificate.pem").string(),
                   .key = (directory.path() / "key.pem").string()};
  auto const ending = run({"openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
                           "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext",
                           "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", made.key, "-out", made.certificate});
  if (ending.status != 0) {
    throw std::runtime_error("openssl: " + ending.error);
  }
  return made;
}

}  // namespace corsage::test
