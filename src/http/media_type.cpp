#include "corsage/http/media_type.hpp"

#include <algorithm>

#include "corsage/base/bytes.hpp"
#include "corsage/http/token.hpp"

namespace corsage::http {

// https://mimesniff.spec.whatwg.org/#parsing-a-mime-type . Parameters (step 11) cannot make it fail, so they are not read.
std::optional<std::string_view> find_media_type_essence(std::string_view text) {
  // 1. White space at the ends does not count.
  text = strip(text, http_whitespace);
  // 3-6. The type: a token, up to a slash that must be there.
  auto const slash = text.find('/');
  if (slash == std::string_view::npos || !is_token(text.substr(0, slash))) {
    return std::nullopt;
  }
  // 7-9. The subtype: a token, up to the parameters or the end, white space before the semicolon not counted.
  auto const semicolon = std::min(text.find(';', slash + 1), text.size());
  auto essence = text.substr(0, semicolon);
  essence.remove_suffix(essence.size() - (essence.find_last_not_of(http_whitespace) + 1));
  if (!is_token(essence.substr(slash + 1))) {
    return std::nullopt;
  }
  return essence;
}

std::optional<MediaType> parse_media_type(std::string_view text) {
  auto const essence = find_media_type_essence(text);
  if (!essence) {
    return std::nullopt;
  }
  // 10. Type and subtype are remembered in lower case.
  auto const slash = essence->find('/');
  return MediaType{.type = byte_lowercase(essence->substr(0, slash)),
                   .subtype = byte_lowercase(essence->substr(slash + 1))};
}

}  // namespace corsage::http
