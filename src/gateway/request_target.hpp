#pragma once

#include "head.hpp"

namespace corsage::gateway {

/// Makes a request's target the one that routes and upstreams read: a path, or `*` where it is OPTIONS. A whole URL comes
/// to its path where it names the same host as Host; false where it does not, or where Host or the target is none.
///
/// https://www.rfc-editor.org/rfc/rfc9112#name-request-target
bool take_origin_form(Head& request);

}  // namespace corsage::gateway
