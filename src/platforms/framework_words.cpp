#include "framework_words.hpp"

#include <algorithm>
#include <string>

namespace corsage::platforms {

bool is_web_origin(std::string_view origin) {
  return origin.starts_with("https://") || origin.starts_with("http://");
}

bool has_origins_with_case(policy::Config const& config) {
  return std::ranges::any_of(config.origins, [](std::string const& origin) {
    return origin != "*" && origin != "null" && !is_web_origin(origin);
  });
}

}  // namespace corsage::platforms
