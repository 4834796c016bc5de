#pragma once

#include <cstdint>
#include <optional>

#include "corsage/fetch/profile.hpp"
#include "corsage/fetch/request.hpp"
#include "corsage/url/ip_address.hpp"
#include "corsage/url/origin.hpp"

namespace corsage::fetch {

/// https://html.spec.whatwg.org/multipage/browsers.html#coep
enum class EmbedderPolicy : std::uint8_t { unsafe_none, require_corp, credentialless };

enum class PermissionState : std::uint8_t { granted, denied, prompt };

/// The page that asks: the parts of an environment settings object that CORS reads.
struct Environment {
  url::Origin origin;
  /// The page's address where it is known; a referrer's source.
  std::optional<url::Url> url = std::nullopt;
  ReferrerPolicy referrer_policy = ReferrerPolicy::empty;
  EmbedderPolicy embedder_policy = EmbedderPolicy::unsafe_none;
  /// Where the page itself came from; `unknown` leaves Local Network Access out.
  url::IpAddressSpace address_space = url::IpAddressSpace::unknown;
  PermissionState local_network_permission = PermissionState::prompt;
  /// https://html.spec.whatwg.org/multipage/webappapis.html#secure-context ; nothing: judged by the origin.
  std::optional<bool> is_secure_context = std::nullopt;
  /// The browser whose departures from the standard apply.
  Profile const* profile = &spec_profile();
};

}  // namespace corsage::fetch
