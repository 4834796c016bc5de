#include "corsage/url/origin_rest.hpp"

namespace corsage::url {

std::string_view name_of_rest(std::string_view rest) {
  if (rest == "/" || rest == "\\") {
    return "trailing slash";
  }
  if (rest.starts_with('?')) {
    return "query";
  }
  return rest.starts_with('#') ? "fragment" : "path";
}

}  // namespace corsage::url
