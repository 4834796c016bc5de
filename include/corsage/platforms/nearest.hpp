#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "corsage/platforms/platform.hpp"

namespace corsage::platforms {

/// In which way a configuration is another than the policy that was wanted. None keeps out who is to be let in.
enum class Departure : std::uint8_t {
  credentials,      ///< the origins that are named may use credentials, too
  one_header_list,  ///< what pages may send they may also read, and the other way round
  timing,           ///< no timing is told
  max_age,          ///< a preflight's answer is kept for as long as browsers do by themselves
};

/// What a platform can say of a policy.
struct Nearest {
  policy::Config policy;
  std::vector<Departure> departures = {};  ///< none: this is the policy that was wanted
  std::string text = {};
};

/// The policy as the platform's configuration, or the nearest to it that the platform can say and that a policy may say
/// without a dangerous key. An error, the platform's own about the policy that was wanted, where there is none.
Result<Nearest> render_nearest(Platform const& platform, policy::Config const& config, Place const& place);

}  // namespace corsage::platforms
