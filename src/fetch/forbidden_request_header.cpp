#include "forbidden_request_header.hpp"

#include <algorithm>
#include <array>

#include "corsage/base/bytes.hpp"
#include "corsage/http/field_values.hpp"
#include "corsage/http/method.hpp"

namespace corsage::fetch {
namespace {

constexpr std::array<std::string_view, 21> forbidden_names{"accept-charset",
                                                           "accept-encoding",
                                                           "access-control-request-headers",
                                                           "access-control-request-method",
                                                           "connection",
                                                           "content-length",
                                                           "cookie",
                                                           "cookie2",
                                                           "date",
                                                           "dnt",
                                                           "expect",
                                                           "host",
                                                           "keep-alive",
                                                           "origin",
                                                           "referer",
                                                           "set-cookie",
                                                           "te",
                                                           "trailer",
                                                           "transfer-encoding",
                                                           "upgrade",
                                                           "via"};

constexpr std::array<std::string_view, 2> forbidden_prefixes{"proxy-", "sec-"};

constexpr std::array<std::string_view, 3> method_override_names{"x-http-method", "x-http-method-override",
                                                                "x-method-override"};

}  // namespace

bool is_forbidden_request_header(std::string_view name, std::string_view value) {
  auto const is_name = [name](std::string_view other) { return byte_case_insensitive_equal(name, other); };
  // 1. The names that belong to the browser.
  if (std::ranges::any_of(forbidden_names, is_name)) {
    return true;
  }
  // 2. The two families that belong to the browser.
  auto const starts_name = [name](std::string_view prefix) {
    return byte_case_insensitive_equal(name.substr(0, prefix.size()), prefix);
  };
  if (std::ranges::any_of(forbidden_prefixes, starts_name)) {
    return true;
  }
  // 3. An override header may not smuggle in a forbidden method.
  if (std::ranges::any_of(method_override_names, is_name)) {
    return std::ranges::any_of(http::decode_and_split(value), http::is_forbidden_method);
  }
  return false;
}

}  // namespace corsage::fetch
