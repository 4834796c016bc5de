#pragma once

#include <string_view>

#include "head.hpp"

namespace corsage::gateway {

/// Reads what there is of a request's head that will be refused for its length: its method, its target, and the lines
/// that came whole, up to as many as a head has room for. So that the answer can say about CORS what the page needs to
/// see it. False where not even the first line can be read.
bool salvage_request(std::string_view bytes, Head& head);

}  // namespace corsage::gateway
