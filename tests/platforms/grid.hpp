#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "corsage/fetch/session.hpp"
#include "corsage/policy/config.hpp"

namespace corsage::test {

/// A policy that a server is started with.
struct GridPolicy {
  std::string name;
  policy::Config config;
};

/// What a page asks of that server.
struct GridRequest {
  std::string page;
  std::string path = "/ok";
  std::string method = "GET";
  std::vector<std::string> headers = {};  ///< names, lower case, none of them safelisted
  fetch::CredentialsMode credentials = fetch::CredentialsMode::same_origin;

  std::string name() const;
};

/// What the policy promises to that request.
struct Promise {
  bool is_allowed = false;
  bool reads_total = false;   ///< the response header X-Total
  bool reads_other = false;   ///< the response header X-Other
  bool reads_timing = false;  ///< resource timing
};

/// What each server answers at: 200, 404 and 500 of the application; an application that says something else of CORS; and
/// an error of the server itself, or one that the application does not handle.
inline constexpr std::string_view grid_paths[] = {"/ok", "/missing", "/error", "/conflict", "/own-error"};

std::vector<GridPolicy> const& grid_policies();
std::vector<GridRequest> const& grid_requests();

/// The names in an answer's Vary, in lower case.
std::vector<std::string> names_in_vary(http::Response const& answer);

/// The page's fetch of the path on that server.
fetch::Session session_for(std::string const& server, GridRequest const& asked);

Promise promise_of(policy::Config const& config, GridRequest const& request);

}  // namespace corsage::test
