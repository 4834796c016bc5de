#include "corsage/http/storable.hpp"

#include <algorithm>
#include <string_view>

#include "corsage/base/bytes.hpp"
#include "corsage/http/field_values.hpp"

namespace corsage::http {

bool is_storable(Response const& response) {
  constexpr int first_error_status = 400;
  auto const directives = get_decode_and_split(response.headers, "cache-control");
  bool const is_forbidden = directives && std::ranges::any_of(*directives, [](std::string_view directive) {
                              return byte_case_insensitive_equal(directive, "no-store");
                            });
  return response.status < first_error_status && !is_forbidden;
}

}  // namespace corsage::http
