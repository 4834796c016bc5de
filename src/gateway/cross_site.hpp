#pragma once

#include <string_view>

#include "asker.hpp"
#include "corsage/policy/decision.hpp"
#include "head.hpp"

namespace corsage::gateway {

/// Whether the request comes from a page of the gateway's own origin, or from no page at all. A page that the asker has
/// from elsewhere cannot make it look so: browsers write Origin and Sec-Fetch-Site themselves.
///
/// https://www.w3.org/TR/fetch-metadata/#sec-fetch-site-header
bool is_from_own_page(Head const& request, Asker const& asker);

/// Whether a page elsewhere may have sent a request that changes something: the decision allows its origin and, where it
/// came with cookies, those too. `decision` is null where the route has no policy: then no page elsewhere may.
bool may_write_from_elsewhere(Head const& request, policy::Decision const* decision);

/// Whether a page asked whose origin the decision allows. `decision` may be null.
bool is_allowed_page(policy::Decision const* decision);

/// Whether a method may change something: all but GET, HEAD and OPTIONS.
///
/// https://www.rfc-editor.org/rfc/rfc9110#name-safe-methods
bool is_write(std::string_view method);

}  // namespace corsage::gateway
