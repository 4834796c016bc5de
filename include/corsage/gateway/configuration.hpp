#pragma once

#include <chrono>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "corsage/gateway/network.hpp"
#include "corsage/gateway/relay.hpp"
#include "corsage/policy/policy.hpp"

namespace corsage::gateway {

/// What a client, a request or an upstream may take; a limit that is passed ends the request, or the connection.
struct Limits {
  std::size_t header_bytes = 32UL * 1024;             ///< a request's or an answer's head, in bytes
  std::size_t header_lines = 100;                     ///< header lines in a head
  std::uint64_t body_bytes = 1024ULL * 1024 * 1024;   ///< a request's body, in bytes
  std::size_t connections = 16UL * 1024;              ///< clients at a time, all threads together
  std::size_t connections_per_client = 1024;          ///< clients at a time from one address
  std::uint64_t requests_per_connection = 1'000'000;  ///< then the connection is closed

  std::chrono::milliseconds first_byte_time{30'000};  ///< from the connection to its first request's first byte
  std::chrono::milliseconds head_time{15'000};        ///< from a request's first byte to the end of its head
  std::chrono::milliseconds body_time{30'000};        ///< between two pieces of a body, either way
  std::chrono::milliseconds idle_time{75'000};        ///< between two requests
  std::chrono::milliseconds connect_time{5'000};      ///< to reach an upstream
  std::chrono::milliseconds response_time{60'000};    ///< from the end of a request to the head of upstream's answer
  std::chrono::milliseconds stream_time{3'600'000};   ///< between two pieces of an event stream or a WebSocket
  std::chrono::milliseconds drain_time{30'000};       ///< for requests under way when the gateway is told to end

  bool operator==(Limits const&) const = default;
};

/// What a connection speaks.
enum class Scheme : std::uint8_t { http, https };

/// Where requests are taken.
struct Listener {
  std::string address = "127.0.0.1";  ///< numeric
  std::uint16_t port = 0;             ///< 0: any that is free
  Scheme scheme = Scheme::http;

  bool operator==(Listener const&) const = default;
};

class ServerTls;
class ClientTls;

/// Who answers.
struct Upstream {
  std::string host;                                ///< a name or a numeric address, without brackets
  std::uint16_t port = 80;                         ///< TCP
  std::shared_ptr<ClientTls const> tls = nullptr;  ///< how it proves who it is; null: nothing but HTTP is spoken
  /// Whether only addresses of the public network are connected to, whatever the name is resolved to.
  bool must_be_public = false;

  auto operator<=>(Upstream const&) const = default;
};

/// What a route does about CORS.
enum class CorsMode : std::uint8_t {
  off,      ///< nothing: upstream's own headers pass
  enforce,  ///< the policy is the final authority
  report,   ///< the policy decides, the decision is logged and counted, and the answer stays as it is
};

/// Which requests go where, and what the answers may say about CORS.
struct Route {
  std::string name;                       ///< for logs and metrics
  std::string host = {};                  ///< without a port, lower case; empty: any
  std::string path_prefix = "/";          ///< by whole segments
  std::vector<std::string> methods = {};  ///< none: any
  CorsMode cors = CorsMode::enforce;
  std::optional<policy::Policy> policy = std::nullopt;     ///< nothing where CORS is off
  std::optional<policy::Policy> candidate = std::nullopt;  ///< decides beside the policy, and is only counted
  std::vector<Upstream> upstreams = {};                    ///< in the order in which they are tried
  std::optional<Relay> relay = std::nullopt;               ///< the one upstream is somebody else's API
  /// Requests that change something, from pages that neither are of the gateway's own origin nor have the policy's leave,
  /// get 403.
  bool refuses_cross_site_writes = false;
};

/// Where the gateway tells how it does.
struct AdminListener {
  Listener listener;
  bool is_public = false;  ///< others than this machine may ask, too

  bool operator==(AdminListener const&) const = default;
};

/// All that a gateway is told. Immutable once it runs; a new one takes its place by one exchange of a pointer.
struct Configuration {
  std::vector<Listener> listeners = {};
  std::shared_ptr<ServerTls const> server_tls = nullptr;  ///< the certificates; there where a listener speaks https
  std::string user = {};  ///< whom the process becomes once it listens; empty: whoever it is
  std::vector<Route> routes = {};
  Limits limits = {};
  std::vector<Network> trusted_proxies = {};  ///< what these say of who asks is believed
  std::size_t threads = 0;                    ///< 0: one for each processor
  std::optional<AdminListener> admin = std::nullopt;
  std::string access_log = {};  ///< a path, or "-" for standard output; empty: none
};

}  // namespace corsage::gateway
