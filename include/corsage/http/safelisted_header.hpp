#pragma once

#include <algorithm>
#include <array>
#include <string_view>

#include "corsage/base/bytes.hpp"

namespace corsage::http {

/// https://fetch.spec.whatwg.org/#cors-safelisted-request-header : the names; whether leave is needed depends on the value.
inline constexpr std::array<std::string_view, 5> cors_safelisted_request_header_names{
    "accept", "accept-language", "content-language", "content-type", "range"};

/// https://fetch.spec.whatwg.org/#cors-safelisted-response-header-name
inline constexpr std::array<std::string_view, 7> cors_safelisted_response_header_names{
    "cache-control", "content-language", "content-length", "content-type", "expires", "last-modified", "pragma"};

/// Whether a page may read a response header of this name without leave.
constexpr bool is_cors_safelisted_response_header_name(std::string_view name) {
  return std::ranges::any_of(cors_safelisted_response_header_names, [name](std::string_view safelisted) {
    return byte_case_insensitive_equal(name, safelisted);
  });
}

}  // namespace corsage::http
