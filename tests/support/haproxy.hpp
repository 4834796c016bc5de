#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "support/process.hpp"
#include "support/temporary_directory.hpp"

namespace corsage::test {

/// A real HAProxy on loopback, run as whoever runs the test.
class Haproxy {
 public:
  /// `configuration` follows a `defaults` section for HTTP; in it PORT stands for the port. Throws std::runtime_error with
  /// HAProxy's own words when it does not start.
  explicit Haproxy(std::string configuration);

  std::string origin() const { return "http://127.0.0.1:" + std::to_string(port_); }

 private:
  std::uint16_t port_;
  TemporaryDirectory directory_;
  std::unique_ptr<Process> process_;
};

}  // namespace corsage::test
