#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "corsage/http/header_list.hpp"

namespace corsage::audit {

/// The elements of a header's list, trimmed, in lower case: "no-store", "max-age=60", "origin". Mistakes in it are elements,
/// too.
std::set<std::string> directives(http::HeaderList const& headers, std::string_view name);

/// The same as written.
std::vector<std::string> elements(http::HeaderList const& headers, std::string_view name);

}  // namespace corsage::audit
