#pragma once

#include "fetch_params.hpp"

namespace corsage::fetch {

/// https://w3c.github.io/webappsec-mixed-content/#should-block-fetch : an https page asks for something in the clear.
bool should_be_blocked_as_mixed_content(FetchParams const& params);

/// https://w3c.github.io/webappsec-mixed-content/#upgrade-algorithm : images, audio and video are asked for over https.
void upgrade_mixed_content(FetchParams& params);

}  // namespace corsage::fetch
