#pragma once

#include "corsage/base/result.hpp"
#include "corsage/formats/gateway_file.hpp"
#include "corsage/gateway/configuration.hpp"

namespace corsage::gateway {

/// The configuration that somebody wrote, or every mistake in it, in the order of the file: those of its form, those of
/// its values, and those of its policies, each with its place.
Result<Configuration> compile(formats::GatewayFile const& file);

}  // namespace corsage::gateway
