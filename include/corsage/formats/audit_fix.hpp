#pragma once

#include <optional>
#include <string>
#include <vector>

#include "corsage/audit/audited.hpp"
#include "corsage/platforms/nearest.hpp"

namespace corsage::formats {

/// The policy that mends a resource, as configuration.
struct AuditFix {
  platforms::Platform const* platform = nullptr;  ///< the one recognised, or any server where it cannot say the policy
  platforms::Nearest nearest = {};
  std::vector<std::string> notes = {};  ///< sentences that somebody has to know who copies it
};

/// The policy without methods and names of headers that somebody gave as a secret, and a server said again.
policy::Config shown(policy::Config config, http::Secrets secrets);

/// Nothing where no policy mends it, or none of its platforms can say it. The path in it is as it may be shown.
std::optional<AuditFix> audit_fix(audit::Audited const& audited, http::Secrets secrets);

}  // namespace corsage::formats
