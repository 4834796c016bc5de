#pragma once

#include <expected>
#include <string>
#include <string_view>

#include "corsage/url/url.hpp"

namespace corsage::url {

/// https://url.spec.whatwg.org/#concept-domain-to-ascii , the domain parser, with beStrict false. Bytes that are not
/// UTF-8 are a failure, as the U+FFFD that they decode to is.
std::expected<std::string, UrlFailure> parse_domain(std::string_view domain);

}  // namespace corsage::url
