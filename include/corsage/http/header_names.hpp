#pragma once

#include <string_view>

/// The header names that CORS speaks of, in lower case, as on the wire of HTTP/2.
namespace corsage::http::header {

inline constexpr std::string_view accept = "accept";
inline constexpr std::string_view accept_language = "accept-language";
inline constexpr std::string_view access_control_allow_credentials = "access-control-allow-credentials";
inline constexpr std::string_view access_control_allow_headers = "access-control-allow-headers";
inline constexpr std::string_view access_control_allow_methods = "access-control-allow-methods";
inline constexpr std::string_view access_control_allow_origin = "access-control-allow-origin";
inline constexpr std::string_view access_control_expose_headers = "access-control-expose-headers";
inline constexpr std::string_view access_control_max_age = "access-control-max-age";
inline constexpr std::string_view access_control_request_headers = "access-control-request-headers";
inline constexpr std::string_view access_control_request_method = "access-control-request-method";
inline constexpr std::string_view authorization = "authorization";
inline constexpr std::string_view content_encoding = "content-encoding";
inline constexpr std::string_view content_language = "content-language";
inline constexpr std::string_view content_length = "content-length";
inline constexpr std::string_view content_location = "content-location";
inline constexpr std::string_view content_type = "content-type";
inline constexpr std::string_view cookie = "cookie";
inline constexpr std::string_view cross_origin_resource_policy = "cross-origin-resource-policy";
inline constexpr std::string_view location = "location";
inline constexpr std::string_view origin = "origin";
inline constexpr std::string_view range = "range";
inline constexpr std::string_view referer = "referer";
inline constexpr std::string_view referrer_policy = "referrer-policy";
inline constexpr std::string_view sec_fetch_dest = "sec-fetch-dest";
inline constexpr std::string_view sec_fetch_mode = "sec-fetch-mode";
inline constexpr std::string_view sec_fetch_site = "sec-fetch-site";
inline constexpr std::string_view set_cookie = "set-cookie";
inline constexpr std::string_view timing_allow_origin = "timing-allow-origin";
inline constexpr std::string_view user_agent = "user-agent";
inline constexpr std::string_view vary = "vary";
inline constexpr std::string_view x_content_type_options = "x-content-type-options";

}  // namespace corsage::http::header
