#pragma once

#include <string_view>

namespace corsage::url {

/// What is too much behind the host and port of an origin, in a person's word: "trailing slash", "query", "fragment" or
/// "path". `rest` is all that stands there, and not empty.
std::string_view name_of_rest(std::string_view rest);

}  // namespace corsage::url
