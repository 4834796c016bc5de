#include "request_target.hpp"

#include <algorithm>

#include "corsage/base/byte_set.hpp"
#include "corsage/base/bytes.hpp"

namespace corsage::gateway {
namespace {

constexpr ByteSet host_bytes =
    ByteSet().with_range('a', 'z').with_range('A', 'Z').with_range('0', '9').with("-._~:[]%");

bool is_host(std::string_view text) {
  return std::ranges::all_of(text, [](char byte) { return host_bytes.contains(byte); });
}

/// What is behind "http://" or "https://"; empty where it is neither.
std::string_view behind_scheme(std::string_view target) {
  for (std::string_view const scheme : {"http://", "https://"}) {
    if (byte_case_insensitive_equal(target.substr(0, scheme.size()), scheme)) {
      return target.substr(scheme.size());
    }
  }
  return {};
}

}  // namespace

bool take_origin_form(Head& request) {
  auto const* const host = request.find(boost::beast::http::field::host);
  if (host != nullptr && !is_host(host->value)) {
    return false;
  }
  if (request.target.starts_with('/')) {
    return true;
  }
  if (request.target == "*") {
    return request.method == "OPTIONS";
  }
  // https://www.rfc-editor.org/rfc/rfc9112#section-3.2.2 : the URL's host counts. Where Host names another, the one or
  // the other was meant for somebody else.
  auto const rest = behind_scheme(request.target);
  auto const end = std::min(rest.find_first_of("/?"), rest.size());
  if (rest.empty() || host == nullptr || !byte_case_insensitive_equal(rest.substr(0, end), host->value)) {
    return false;
  }
  request.target = end == rest.size() ? std::string_view("/") : rest.substr(end);
  return request.target.starts_with('/');
}

}  // namespace corsage::gateway
