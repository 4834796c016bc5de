#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "corsage/fetch/profile.hpp"
#include "corsage/http/header_list.hpp"

namespace corsage::fetch {

/// https://fetch.spec.whatwg.org/#cors-safelisted-request-header : sent across origins without asking first.
bool is_cors_safelisted_request_header(std::string_view name, std::string_view value, Profile const& profile);

/// https://fetch.spec.whatwg.org/#no-cors-safelisted-request-header-name and the value's rule: all that mode no-cors sends.
bool is_no_cors_safelisted_request_header(std::string_view name, std::string_view value, Profile const& profile);

/// https://fetch.spec.whatwg.org/#cors-non-wildcard-request-header-name
bool is_cors_non_wildcard_request_header_name(std::string_view name);

/// https://fetch.spec.whatwg.org/#cors-unsafe-request-header-names : lower case, sorted, without doubles (but see
/// Profile::repeats_unsafe_names). Empty for the usual request, without an allocation.
std::vector<std::string> cors_unsafe_request_header_names(http::HeaderList const& headers, Profile const& profile);

}  // namespace corsage::fetch
