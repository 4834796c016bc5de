#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "platforms/servers.hpp"
#include "support/process.hpp"
#include "support/scripted_server.hpp"
#include "support/temporary_directory.hpp"

namespace corsage::test {

/// The application behind a proxy: it answers at the grid's paths.
Rules application_rules();

/// A proxy in front of that application: a process that reads a file and listens on a port.
class ProxyServer : public RunningServer {
 public:
  /// Commands in which FILE stands for the file that the proxy reads.
  struct Commands {
    Process::Arguments check;  ///< the product's own, which has to be content before it starts
    Process::Arguments start;
  };

  /// `file` is what the proxy reads; in it PORT stands for the proxy's port, APPLICATION for the application's, and PREFIX
  /// for a directory of its own.
  ProxyServer(std::string_view file_name, std::string file, Commands commands);

  std::string origin() const override { return "http://127.0.0.1:" + std::to_string(port_); }

 private:
  ScriptedServer application_;
  std::uint16_t port_;
  TemporaryDirectory prefix_;
  std::unique_ptr<Process> process_;
};

/// An application with the text in its own language: a process that prints its port.
class ScriptServer : public RunningServer {
 public:
  ScriptServer(std::string_view file_name, std::string const& script, Process::Arguments command,
               Process::Options options);

  std::string origin() const override { return origin_; }

 private:
  TemporaryDirectory directory_;
  std::unique_ptr<Process> process_;
  std::string origin_;
};

/// Replaces the placeholder everywhere.
void replace_all(std::string& text, std::string_view placeholder, std::string_view value);

}  // namespace corsage::test
