#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "support/process.hpp"
#include "support/temporary_directory.hpp"

namespace corsage::bench {

/// Where the programs are that are measured.
struct Programs {
  std::string corsage;
  std::string node_modules;  ///< the directory in which cors-anywhere is installed
};

/// The origin that every peer allows.
constexpr std::string_view allowed_origin = "https://app.example.com";

/// The processor that the measured server has for itself; everybody else is on `load_processor`.
constexpr std::string_view server_processor = "0";
constexpr std::string_view load_processor = "1";

/// A server that runs pinned to one processor, and has ended when the object goes.
class Server {
 public:
  /// `arguments` start it in the directory, where it listens on the port in the foreground.
  Server(std::string_view processor, std::unique_ptr<test::TemporaryDirectory> directory, std::uint16_t port,
         test::Process::Arguments const& arguments, test::Process::Options options = {});

  std::uint16_t port() const { return port_; }
  test::Process& process() { return *process_; }

  /// Processor time of the process since it started, user and system, in seconds.
  double processor_seconds() const;

  /// Memory that is the process's own share, in KiB.
  double proportional_kibibytes() const;

 private:
  std::unique_ptr<test::TemporaryDirectory> directory_;
  std::uint16_t port_;
  std::unique_ptr<test::Process> process_;
};

/// Serves a body of 1 KiB at /small, and one of 10 MiB at /large, to all peers; on the load's processor.
Server start_upstream();

/// One way to put CORS in front of the upstream.
struct Peer {
  std::string_view name;
  Server (*start)(Programs const& programs, std::uint16_t upstream);
  /// What stands before the upstream's path in the peer's.
  std::string (*path_before)(std::uint16_t upstream) = [](std::uint16_t) { return std::string(); };
};

/// corsage first; the others as their manuals and their users have them.
extern Peer const corsage_gateway;
extern Peer const nginx_constant;   ///< `return 204` to everything, without any CORS logic
extern Peer const nginx_allowlist;  ///< a `map` from Origin to what is allowed
extern Peer const nginx_tuned;      ///< the same with large buffers and no temporary files
extern Peer const haproxy_allowlist;
extern Peer const caddy_allowlist;
extern Peer const cors_anywhere;

/// The gateway's file with so many origins besides the allowed one.
std::string gateway_file(std::uint16_t port, std::uint16_t upstream, std::size_t more_origins = 0);

/// A running gateway with that file, named corsage.toml.
Server start_gateway(Programs const& programs, std::uint16_t port, std::string const& file);

}  // namespace corsage::bench
