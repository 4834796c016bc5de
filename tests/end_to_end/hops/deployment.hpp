#pragma once

#include <string>

#include "end_to_end/express_server.hpp"
#include "support/haproxy.hpp"
#include "support/nginx.hpp"
#include "support/process.hpp"
#include "support/temporary_directory.hpp"

namespace corsage::test {

/// An application of Express behind nginx behind HAProxy. The path decides what goes wrong, and where.
class Deployment {
 public:
  static constexpr char const* page = "http://localhost:5173";

  Deployment();

  /// `corsage hops` over its three layers, as the page, for the path at HAProxy.
  Process::Ending hops(std::string const& path, Process::Arguments const& arguments = {}) const;

  std::string application() const { return express_.origin(); }
  std::string nginx() const { return nginx_.origin(); }
  std::string haproxy() const { return haproxy_.origin(); }

 private:
  TemporaryDirectory directory_;
  Express express_;
  Nginx nginx_;
  Haproxy haproxy_;
};

}  // namespace corsage::test
