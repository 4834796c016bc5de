#pragma once

#include <map>
#include <memory>
#include <string>

#include "client_tls.hpp"
#include "corsage/base/diagnostic.hpp"
#include "corsage/formats/gateway_file.hpp"
#include "server_tls.hpp"

namespace corsage::gateway {

/// The directory of the file that it stands in.
std::string directory_of(formats::WrittenText const& text);

/// The path of a file that is named in another: from that one's directory.
std::string path_beside(formats::WrittenText const& text);

/// Reads the certificates that the file names; null where there are none, or none that is of use.
std::shared_ptr<ServerTls const> compile_certificates(formats::GatewayFile const& file, Diagnostics& mistakes);

/// Whom upstreams' certificates must be from, each read once.
class Authorities {
 public:
  /// Null where the route names a file that is of no use.
  std::shared_ptr<ClientTls const> of(formats::GatewayFile::Route const& route, Diagnostics& mistakes);

 private:
  std::shared_ptr<ClientTls const> of_the_system_;
  std::map<std::string, std::shared_ptr<ClientTls const>> by_file_;
};

}  // namespace corsage::gateway
