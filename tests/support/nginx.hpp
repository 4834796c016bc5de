#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "support/process.hpp"
#include "support/temporary_directory.hpp"

namespace corsage::test {

/// A real nginx on loopback with a prefix of its own, run as whoever runs the test.
class Nginx {
 public:
  /// `configuration` is what stands in the http block; in it PORT stands for the port and
  /// PREFIX for the directory that is the server's own. Throws std::runtime_error
  /// with nginx's own words when it does not start.
  explicit Nginx(std::string_view configuration);

  std::uint16_t port() const { return port_; }
  std::string origin() const { return "http://127.0.0.1:" + std::to_string(port_); }

 private:
  std::uint16_t port_;
  TemporaryDirectory prefix_;
  std::unique_ptr<Process> process_;
};

}  // namespace corsage::test
