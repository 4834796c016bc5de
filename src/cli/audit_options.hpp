#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "corsage/audit/finding.hpp"
#include "corsage/http/secrets.hpp"
#include "network_options.hpp"
#include "why_options.hpp"

namespace CLI {
class App;
}

namespace corsage::cli {

/// What the command line of `corsage audit` says, as typed.
struct AuditOptions {
  std::vector<std::string> urls;
  std::vector<std::string> lists;
  std::vector<std::string> trusted_origins;
  std::string policy;
  std::vector<std::string> headers;
  std::string method = "GET";
  std::optional<std::string> preflight_method;
  std::vector<std::string> preflight_headers;
  UnsafeMethods unsafe_methods = UnsafeMethods::estimate;
  NetworkOptions network{.time_out = 10};
  std::optional<double> rate;  ///< a second; 0: no limit
  std::size_t per_host = 4;
  std::size_t concurrency = 16;
  std::optional<std::size_t> most_requests;
  bool allows_incomplete = false;
  audit::Severity fail_on = audit::Severity::medium;
  std::string baseline;
  std::string ignore_file;
  std::string sarif_anchor;
  std::vector<std::string> outputs;  ///< FORMAT, or FORMAT=FILE
  http::Secrets secrets = http::Secrets::masked;
  std::string seed;
};

void add_audit_options(CLI::App& command, AuditOptions& options);

/// What was typed, option by option, with secrets masked unless they are to be shown.
std::vector<std::pair<std::string, std::string>> options_as_typed(CLI::App const& command, http::Secrets secrets);

}  // namespace corsage::cli
