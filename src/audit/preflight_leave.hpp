#pragma once

#include <string>
#include <vector>

#include "corsage/audit/target.hpp"
#include "corsage/http/header_list.hpp"

namespace corsage::audit {

/// What of the method and the headers that the target's preflights ask for the answer's headers give no leave for.
std::vector<std::string> refused_by_preflight(Target const& target, http::HeaderList const& headers);

/// Whether the answer gives leave for nothing that would need it: the preflight is as good as none.
bool leaves_nothing(http::HeaderList const& headers);

}  // namespace corsage::audit
