#pragma once

#include <cstdint>
#include <optional>

#include "corsage/fetch/profile.hpp"
#include "corsage/http/header_list.hpp"
#include "corsage/url/url.hpp"

namespace corsage::fetch {

/// https://fetch.spec.whatwg.org/#concept-response-location-url : null, failure or a URL.
struct LocationUrl {
  enum class Kind : std::uint8_t { null, invalid, repeated, url };
  Kind kind = Kind::null;
  std::optional<url::Url> url = std::nullopt;
};

LocationUrl location_url(http::HeaderList const& headers, url::Url const& response_url, Profile const& profile);

}  // namespace corsage::fetch
