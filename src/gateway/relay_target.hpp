#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "corsage/gateway/configuration.hpp"
#include "corsage/url/url.hpp"

namespace corsage::gateway {

/// Why no relay goes to such a URL, whatever its host is resolved to; nothing where one may.
std::optional<std::string_view> why_no_relay_goes_to(url::Url const& url);

/// Why the host itself, in any spelling, is none of the public network; nothing for a name that is to be resolved.
std::optional<std::string_view> blocked_literal(url::Url const& url);

/// Who is to be connected to for the URL, of the public network or not as the relay has it.
Upstream upstream_of(url::Url const& url, Relay const& relay);

/// The request-target at the API for one at the gateway, without the parameters that are the relay's secrets. Nothing
/// where the relay does not go: outside of its paths, or where a path could be taken for another.
std::optional<std::string> target_at_api(Route const& route, std::string_view target);

/// The other way round: where the page finds at the gateway what a URL of the API means. Nothing where it cannot.
std::optional<std::string> target_at_gateway(Route const& route, url::Url const& url);

/// The request-target at somebody else's, whom the API has told it, without the parameters that are the relay's secrets.
std::string without_secret_parameters(std::string_view target, Relay const& relay);

/// Whether a part of a URL shows what the relay hides, escaped or not.
bool shows_secret(std::string_view text, Relay const& relay);

/// The text as it stands in a query, whoever reads it.
std::string percent_encoded(std::string_view text);

/// The request-target with the parameters that are secrets.
std::string with_secret_parameters(std::string target, Relay const& relay);

}  // namespace corsage::gateway
