#pragma once

#include "corsage/url/url.hpp"

namespace corsage::fetch {

/// https://fetch.spec.whatwg.org/#block-bad-port : whether the port is one that browsers do not speak HTTP to.
bool should_be_blocked_due_to_bad_port(url::Url const& url);

}  // namespace corsage::fetch
