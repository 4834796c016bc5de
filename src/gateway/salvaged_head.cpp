#include "salvaged_head.hpp"

#include <algorithm>

#include "corsage/base/bytes.hpp"
#include "corsage/http/token.hpp"

namespace corsage::gateway {
namespace {

/// Takes the next line off; false where none came whole.
bool take_line(std::string_view& bytes, std::string_view& line) {
  auto const end = bytes.find("\r\n");
  if (end == std::string_view::npos || end == 0) {
    return false;
  }
  line = bytes.substr(0, end);
  bytes.remove_prefix(end + 2);
  return true;
}

}  // namespace

bool salvage_request(std::string_view bytes, Head& head) {
  std::string_view line;
  if (!take_line(bytes, line)) {
    return false;
  }
  auto const method_end = line.find(' ');
  auto const target_end = line.find(' ', std::min(method_end, line.size() - 1) + 1);
  if (target_end == std::string_view::npos || !http::is_token(line.substr(0, method_end))) {
    return false;
  }
  head.method = line.substr(0, method_end);
  head.target = line.substr(method_end + 1, target_end - method_end - 1);
  head.keeps_alive = false;
  head.framing = Framing::none;
  head.field_count = 0;
  while (head.field_count < Head::most_fields && take_line(bytes, line)) {
    auto const colon = line.find(':');
    if (colon == std::string_view::npos || !http::is_token(line.substr(0, colon))) {
      return false;
    }
    auto const name = line.substr(0, colon);
    head.fields[head.field_count++] = {.known = boost::beast::http::string_to_field({name.data(), name.size()}),
                                       .name = name,
                                       .value = strip(line.substr(colon + 1), " \t")};
  }
  return true;
}

}  // namespace corsage::gateway
