#pragma once

#include <optional>

#include "fetch_params.hpp"

namespace corsage::fetch {

/// https://w3c.github.io/webappsec-referrer-policy/#determine-requests-referrer : nothing is "no-referrer". `source` is
/// the page's address at first, and what an earlier hop made of it after a redirect.
std::optional<url::Url> determine_referrer(std::optional<url::Url> const& source, url::Url const& target,
                                           ReferrerPolicy policy);

/// https://w3c.github.io/webappsec-referrer-policy/#parse-referrer-policy-from-header : the last token known; `empty`
/// when there is none.
ReferrerPolicy referrer_policy_of(http::HeaderList const& headers);

}  // namespace corsage::fetch
