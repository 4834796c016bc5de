#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace corsage::gateway {

class ClientTls;

/// So many requests a second, and so many at once.
struct Rate {
  double per_second = 0;
  double burst = 1;

  bool operator==(Rate const&) const = default;
};

/// What the gateway adds to each request to somebody else's API, and shows to nobody.
struct Secret {
  /// Where it goes: into a header line, or into the query.
  enum class Place : std::uint8_t { header, query };

  Place place = Place::header;
  std::string name;
  std::string value;                     ///< as it is sent
  std::vector<std::string> hidden = {};  ///< what of it came from outside the file: no answer may show it
};

/// What becomes of an answer that sends the page elsewhere.
enum class Redirects : std::uint8_t {
  rewrite,  ///< to the gateway, where the same API is meant; refused otherwise
  follow,   ///< gone after, a few times, with all checks anew
};

/// A route to an API that is somebody else's: its one upstream is the API, which the page does not choose.
struct Relay {
  std::string origin;                              ///< the API's, as in "https://api.weather.example"
  std::string authority;                           ///< of the API, as in a Host line
  std::string base_path = {};                      ///< of the API, where the route's own path stands: "/v1", or empty
  std::shared_ptr<ClientTls const> tls = nullptr;  ///< how who is asked by https proves who it is
  std::vector<std::string> methods = {};           ///< none: any; HEAD goes where GET does
  std::vector<std::string> paths = {};             ///< prefixes below the route's, by whole segments; none: all
  std::vector<std::string> passed = {};            ///< header lines that go through though they would not, lower case
  std::vector<Secret> secrets = {};
  Redirects redirects = Redirects::rewrite;
  std::optional<Rate> client_rate = std::nullopt;      ///< for each client
  std::optional<Rate> route_rate = std::nullopt;       ///< for all clients together
  std::uint64_t cache_bytes = 0;                       ///< for answers that are kept; 0: none is
  std::uint64_t response_bytes = 64ULL * 1024 * 1024;  ///< of an answer's body
  bool allows_private_addresses = false;               ///< the API is on this machine, or on its network
};

}  // namespace corsage::gateway
