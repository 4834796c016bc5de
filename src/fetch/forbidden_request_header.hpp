#pragma once

#include <string_view>

namespace corsage::fetch {

/// https://fetch.spec.whatwg.org/#forbidden-request-header : what a page's script cannot set; silently not sent.
bool is_forbidden_request_header(std::string_view name, std::string_view value);

}  // namespace corsage::fetch
