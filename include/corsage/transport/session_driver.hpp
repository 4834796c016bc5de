#pragma once

#include <optional>

#include "corsage/fetch/session.hpp"
#include "corsage/transport/curl_transport.hpp"

namespace corsage::transport {

/// What a session's clock says now.
fetch::Time now();

/// Hands a session what came of the exchange it waits for.
void deliver(fetch::Session& session, std::variant<fetch::Answered, fetch::Failed> answer);

/// Carries out a fetch over the network until it is finished. Nothing else may be under way. Gives why the last body did
/// not arrive whole, if it did not.
std::optional<fetch::Failed> drive(fetch::Session& session, CurlTransport& transport);

}  // namespace corsage::transport
