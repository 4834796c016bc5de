#pragma once

#include <optional>
#include <string>
#include <vector>

#include "audit_options.hpp"
#include "corsage/audit/target.hpp"
#include "corsage/base/result.hpp"
#include "corsage/policy/policy.hpp"
#include "corsage/transport/curl_transport.hpp"
#include "request_pace.hpp"

namespace corsage::cli {

/// What is the same for all targets of a run.
struct AuditPlan {
  std::vector<url::Origin> trusted_origins = {};
  std::string method = {};
  http::HeaderList headers = {};
  http::GivenSecrets secrets = {};  ///< of those headers
  std::string preflight_method = {};
  bool needs_preflight_method = false;
  std::vector<std::string> preflight_headers = {};
  std::optional<policy::Policy> policy = std::nullopt;
  std::string word = {};
  RequestPace::Limits limits = {};
  Metering metering_of_loopback = Metering::free;
  transport::Options network = {};
  std::string curl_options = {};

  audit::Target target(url::Url url) const;
};

/// What the options mean, or every mistake in them. Reads the files and variables that headers name. `policy` is the one
/// that --policy names.
Result<AuditPlan> plan_of(AuditOptions const& options, std::optional<policy::Policy> const& policy);

/// Origins that the policy lets in: those it names, and one for each of its patterns. None for everybody, nor for `null`.
std::vector<url::Origin> origins_of(policy::Policy const& policy);

}  // namespace corsage::cli
