#pragma once

#include <string>
#include <vector>

#include "corsage/base/result.hpp"
#include "corsage/formats/gateway_file.hpp"
#include "corsage/gateway/configuration.hpp"

namespace corsage::gateway {

/// The configuration that somebody wrote, or every mistake in it, in the order of the file: those of its form, those of
/// its values, and those of its policies, each with its place.
Result<Configuration> compile(formats::GatewayFile const& file);

/// The files that it names, and that are read with it.
std::vector<std::string> files_of(formats::GatewayFile const& file);

}  // namespace corsage::gateway
