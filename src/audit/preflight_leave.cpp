#include "preflight_leave.hpp"

#include <algorithm>

#include "answers.hpp"
#include "corsage/base/bytes.hpp"
#include "corsage/http/header_names.hpp"
#include "corsage/http/method.hpp"
#include "http_lists.hpp"

namespace corsage::audit {
namespace {

namespace header = http::header;

constexpr std::string_view everything = "*";

bool has(std::vector<std::string> const& names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

}  // namespace

std::vector<std::string> refused_by_preflight(Target const& target, http::HeaderList const& headers) {
  std::vector<std::string> refused;
  bool const has_wildcards = !allows_credentials(headers);
  auto const methods = elements(headers, header::access_control_allow_methods);
  auto const& method = target.preflight_method;
  bool const is_method_left =
      http::is_cors_safelisted_method(method) || has(methods, method) || (has_wildcards && has(methods, everything));
  if (!is_method_left) {
    refused.push_back(method);
  }
  auto const names = directives(headers, header::access_control_allow_headers);
  for (auto const& name : target.preflight_headers) {
    auto const lower = byte_lowercase(name);
    bool const is_any = has_wildcards && names.contains(std::string(everything)) && lower != header::authorization;
    if (!is_any && !names.contains(lower)) {
      refused.push_back(lower);
    }
  }
  return refused;
}

bool leaves_nothing(http::HeaderList const& headers) {
  auto const methods = elements(headers, header::access_control_allow_methods);
  bool const is_method_left = std::ranges::any_of(methods, [](std::string const& method) {
    return !http::is_cors_safelisted_method(method) && method != "OPTIONS";
  });
  return !is_method_left && elements(headers, header::access_control_allow_headers).empty();
}

}  // namespace corsage::audit
