#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "support/process.hpp"

namespace corsage::test {

/// The built gateway, running. It is told to end when this goes, and must do so without a complaint of its sanitizers.
class RunningGateway {
 public:
  explicit RunningGateway(Process::Arguments arguments, Process::Options const& options = {});

  /// By a command that has its program's path, and perhaps others before it.
  static RunningGateway by(Process::Arguments const& command) { return {Command{command, {}}}; }

  ~RunningGateway();
  RunningGateway(RunningGateway const&) = delete;
  RunningGateway& operator=(RunningGateway const&) = delete;

  std::uint16_t port() const { return port_; }
  Process& process() { return process_; }

 private:
  struct Command {
    Process::Arguments const& arguments;
    Process::Options const& options;
  };
  RunningGateway(Command const& command);

  Process process_;
  std::uint16_t port_ = 0;
};

/// Sends the bytes over a new connection, and gives all that comes back until the other side closes it. The test fails
/// where that does not happen.
std::string converse(std::uint16_t port, std::string_view bytes);

/// The answer to one request over a connection of its own; `lines` are its header lines behind Host, each with CR LF.
std::string ask(std::uint16_t port, std::string_view request_line, std::string_view lines = {},
                std::string_view body = {});

/// The values of all header lines of that name in an answer, in order.
std::vector<std::string> values_of(std::string_view answer, std::string_view name);

/// What is behind an answer's head.
std::string_view body_of(std::string_view answer);

}  // namespace corsage::test
