#include "corsage/http/forbidden_header.hpp"

#include <algorithm>
#include <array>

#include "corsage/base/bytes.hpp"

namespace corsage::http {
namespace {

constexpr std::array<std::string_view, 21> forbidden_request_names{"accept-charset",
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

constexpr std::array<std::string_view, 2> forbidden_request_prefixes{"proxy-", "sec-"};

}  // namespace

bool is_forbidden_request_header_name(std::string_view name) {
  auto const is_name = [name](std::string_view other) { return byte_case_insensitive_equal(name, other); };
  auto const starts_name = [name](std::string_view prefix) {
    return byte_case_insensitive_equal(name.substr(0, prefix.size()), prefix);
  };
  // 1. The names that belong to the browser. 2. The two families that belong to the browser.
  return std::ranges::any_of(forbidden_request_names, is_name) ||
         std::ranges::any_of(forbidden_request_prefixes, starts_name);
}

}  // namespace corsage::http
