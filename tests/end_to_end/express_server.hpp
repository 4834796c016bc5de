#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

#include "support/process.hpp"

namespace corsage::test {

/// Express, installed by the test `express_install`, with a script that prints its port.
class Express {
 public:
  explicit Express(std::string const& script = std::string(express) + "/server.js")
      : process_({"node", script}, {.environment = {{"NODE_PATH", std::string(express) + "/node_modules"}}}) {
    auto const port = process_.read_line();
    if (!port) {
      throw std::runtime_error("Express does not start: " + process_.finish().error);
    }
    origin_ = "http://127.0.0.1:" + *port;
  }

  std::string const& origin() const { return origin_; }

 private:
  static constexpr std::string_view express = CORSAGE_EXPRESS_DIRECTORY;

  Process process_;
  std::string origin_;
};

}  // namespace corsage::test
