#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "peers.hpp"

namespace corsage::bench {

/// What is asked again and again.
struct Load {
  std::string method = "GET";
  std::string path = "/small";
  std::string extra_lines = {};  ///< of Lua: what only some requests have
  int connections = 64;
};

/// A browser's preflight for PUT with two headers: 12 header lines.
Load preflight();

/// A page's GET with an Origin, of a body of 1 KiB, or of 10 MiB over few connections.
Load small_get();
Load large_get();

struct LoadResult {
  std::uint64_t requests = 0;
  std::uint64_t bytes = 0;             ///< received, heads included
  double processor_microseconds = 0;   ///< of the server, for one request
  double processor_seconds_a_gib = 0;  ///< of the server, for one GiB of what was received
  double requests_a_second = 0;
};

/// Lets wrk ask a server as fast as it can. Throws where any answer is an error, or none came.
LoadResult saturate(Server const& server, std::string const& path_before, Load const& load, std::chrono::seconds time);

/// Lets h2load ask for `path` at an even rate over 16 connections: the 99th percentile of the times, in microseconds.
double p99_at(Server const& server, std::string const& path, int requests_a_second, std::chrono::seconds time);

}  // namespace corsage::bench
