#pragma once

#include <vector>

#include "case.hpp"
#include "corsage/audit/notice.hpp"

namespace corsage::audit {

/// What has to be said of the case besides its findings.
std::vector<Notice> notices_of(Case const& the_case);

}  // namespace corsage::audit
