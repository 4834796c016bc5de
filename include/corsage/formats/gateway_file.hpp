#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "corsage/base/diagnostic.hpp"
#include "corsage/formats/written.hpp"
#include "corsage/policy/config.hpp"
#include "corsage/policy/config_places.hpp"

namespace corsage::formats {

/// A key that somebody chose, and its value.
struct NamedText {
  WrittenText name = {};
  WrittenText text = {};
};

/// A gateway's configuration as somebody wrote it: what could be read of it, and every mistake in its form. What it comes
/// to is for `gateway::compile` to say, which wants the places.
struct GatewayFile {
  /// One `[[route]]`.
  struct Route {
    SourceRange table = {};
    std::optional<WrittenText> name = std::nullopt;
    std::optional<WrittenText> host = std::nullopt;
    std::optional<WrittenText> path = std::nullopt;
    std::vector<WrittenText> methods = {};
    std::vector<WrittenText> to = {};                ///< upstreams, as URLs
    std::optional<WrittenText> ca = std::nullopt;    ///< a PEM file
    std::optional<WrittenText> mode = std::nullopt;  ///< "enforce" or "report"
    bool is_cors_off = false;                        ///< `cors = "off"`
    bool refuse_cross_site_writes = false;
    std::optional<policy::Config> cors = std::nullopt;
    policy::ConfigPlaces cors_places = {};
    std::optional<policy::Config> candidate = std::nullopt;
    policy::ConfigPlaces candidate_places = {};

    // Of a route to somebody else's API.
    std::optional<WrittenText> relay = std::nullopt;  ///< the API, as a URL
    std::vector<WrittenText> paths = {};
    std::vector<WrittenText> pass = {};
    std::optional<WrittenText> redirects = std::nullopt;  ///< "rewrite" or "follow"
    std::vector<NamedText> rates = {};                    ///< "client" and "route", as in "10/s"
    std::optional<WrittenText> cache = std::nullopt;      ///< as in "16MiB"
    std::optional<Written<std::uint64_t>> response_bytes = std::nullopt;
    std::vector<NamedText> secrets = {};  ///< as in "Bearer ${env:KEY}"
    Written<bool> dangerously_allow_private_addresses = {};
  };

  /// One `[[certificate]]`: PEM files.
  struct Certificate {
    SourceRange table = {};
    std::optional<WrittenText> chain = std::nullopt;
    std::optional<WrittenText> key = std::nullopt;
  };

  /// The `[limits]`: those that are written. Times are in seconds.
  struct Limit {
    std::string key = {};
    double value = 0;
    SourceRange range = {};
  };

  std::vector<WrittenText> listen = {};  ///< "address:port", or "https://address:port"
  std::optional<WrittenText> user = std::nullopt;
  std::vector<Certificate> certificates = {};
  std::optional<Written<std::uint64_t>> threads = std::nullopt;
  std::optional<WrittenText> admin = std::nullopt;  ///< "address:port"
  bool dangerously_public_admin = false;
  std::optional<WrittenText> access_log = std::nullopt;  ///< a path, or "-"
  std::vector<WrittenText> trusted_proxies = {};         ///< addresses, or networks as "10.0.0.0/8"
  std::vector<Limit> limits = {};
  std::vector<Route> routes = {};
  Diagnostics mistakes = {};  ///< in the order of the file
};

/// Reads a gateway's file (TOML). `name` is what its places are said to be in.
GatewayFile read_gateway_file(std::string_view text, std::string_view name);

}  // namespace corsage::formats
