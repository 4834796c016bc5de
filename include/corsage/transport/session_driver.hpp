#pragma once

#include <string_view>

#include "corsage/fetch/session.hpp"
#include "corsage/transport/curl_transport.hpp"

namespace corsage::transport {

/// What a session's clock says now.
fetch::Time now();

/// Hands a session what came of the exchange it waits for.
void deliver(fetch::Session& session, Reception reception);

/// Carries out a fetch over the network until it is finished. Nothing else may be under way.
void drive(fetch::Session& session, CurlTransport& transport);

/// What kept the rest of the last answer's body away; empty where nothing did. Valid as long as the session is.
std::string_view body_failure(fetch::Session const& session);

}  // namespace corsage::transport
