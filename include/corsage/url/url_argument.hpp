#pragma once

#include <string_view>

#include "corsage/base/result.hpp"
#include "corsage/url/url.hpp"

namespace corsage::url {

/// An absolute URL that a person typed. The mistake is a url_invalid whose `expected` is a sentence that says what is wrong
/// or what was meant ("did you mean https://api.example.com/x?"), and whose range points into `text` where the place is
/// known; the caller names the range's source. "localhost:3000/x" and "me:password@localhost" are mistakes here,
/// though the standard reads URLs of the schemes "localhost" and "me" in them.
Result<Url> parse_url_argument(std::string_view text);

}  // namespace corsage::url
