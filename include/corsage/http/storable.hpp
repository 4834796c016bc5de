#pragma once

#include "corsage/http/message.hpp"

namespace corsage::http {

/// Whether caches keep such an answer, the browser's own included: it is no error, and does not forbid it.
/// https://www.rfc-editor.org/rfc/rfc9111#section-5.2.2.5
bool is_storable(Response const& response);

}  // namespace corsage::http
