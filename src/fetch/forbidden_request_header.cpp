#include "forbidden_request_header.hpp"

#include <algorithm>
#include <array>

#include "corsage/base/bytes.hpp"
#include "corsage/http/field_values.hpp"
#include "corsage/http/forbidden_header.hpp"
#include "corsage/http/method.hpp"

namespace corsage::fetch {
namespace {

constexpr std::array<std::string_view, 3> method_override_names{"x-http-method", "x-http-method-override",
                                                                "x-method-override"};

}  // namespace

bool is_forbidden_request_header(std::string_view name, std::string_view value) {
  // 1. and 2. The names, and the two families of names, that belong to the browser.
  if (http::is_forbidden_request_header_name(name)) {
    return true;
  }
  // 3. An override header may not smuggle in a forbidden method.
  auto const is_name = [name](std::string_view other) { return byte_case_insensitive_equal(name, other); };
  if (std::ranges::any_of(method_override_names, is_name)) {
    return std::ranges::any_of(http::decode_and_split(value), http::is_forbidden_method);
  }
  return false;
}

}  // namespace corsage::fetch
