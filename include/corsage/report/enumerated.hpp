#pragma once

#include <span>
#include <string>

namespace corsage::report {

/// "Chrome", "Chrome and Safari", "Chrome, Firefox and Safari".
std::string enumerated(std::span<std::string const> names);

}  // namespace corsage::report
