#pragma once

#include <string_view>

#include "corsage/base/bytes.hpp"

namespace corsage::http {

/// Whether a page's script can never set a request header of this name, whatever its value:
/// https://fetch.spec.whatwg.org/#forbidden-request-header , its first two steps.
bool is_forbidden_request_header_name(std::string_view name);

/// https://fetch.spec.whatwg.org/#forbidden-response-header-name : what a page can never read.
constexpr bool is_forbidden_response_header_name(std::string_view name) {
  return byte_case_insensitive_equal(name, "set-cookie") || byte_case_insensitive_equal(name, "set-cookie2");
}

}  // namespace corsage::http
