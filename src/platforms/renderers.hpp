#pragma once

#include <string>

#include "corsage/platforms/platform.hpp"

/// One function a platform, each in the file of its name.
namespace corsage::platforms {

Result<std::string> render_nginx(policy::Config const& config, Preflights preflights);
Result<std::string> render_express(policy::Config const& config, Preflights preflights);
Result<std::string> render_any_server(policy::Config const& config, Preflights preflights);

}  // namespace corsage::platforms
