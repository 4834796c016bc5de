#pragma once

#include "compile_tls.hpp"
#include "corsage/base/diagnostic.hpp"
#include "corsage/formats/gateway_file.hpp"
#include "corsage/gateway/configuration.hpp"

namespace corsage::gateway {

/// Makes `route` a relay where it is written as one: its upstream, its methods and what else its keys say. Every mistake
/// is added, keys of a relay in a route that is none among them.
void compile_relay(formats::GatewayFile::Route const& written, Authorities& authorities, Route& route,
                   Diagnostics& mistakes);

}  // namespace corsage::gateway
