#include "receive.hpp"

#include <algorithm>

#include "corsage/base/bytes.hpp"
#include "corsage/http/header_names.hpp"
#include "corsage/http/token.hpp"

namespace corsage::fetch {
namespace {

bool is_empty_repeated_line(http::HeaderList const& headers, http::HeaderList::Line const& line) {
  // A repeated Location is judged with its empty lines: see location_url.
  return strip(line.value, http_whitespace).empty() && headers.count(line.name) > 1 &&
         !byte_case_insensitive_equal(line.name, http::header::location);
}

bool is_ascii(std::string_view value) {
  return std::ranges::none_of(value, [](char byte) { return static_cast<unsigned char>(byte) >= 0x80; });
}

/// Each byte that is not ASCII as the three bytes of U+FFFD.
std::string with_replacement_characters(std::string_view value) {
  std::string decoded;
  for (char const byte : value) {
    if (static_cast<unsigned char>(byte) < 0x80) {
      decoded.push_back(byte);
    } else {
      decoded.append("\xEF\xBF\xBD");
    }
  }
  return decoded;
}

}  // namespace

bool is_received_as_sent(http::HeaderList const& sent, Profile const& profile) {
  for (auto const line : sent) {
    if (!http::is_header_name(line.name) || !http::is_header_value(line.value)) {
      return false;
    }
    if (profile.ignores_empty_repeated_lines && is_empty_repeated_line(sent, line)) {
      return false;
    }
    if (profile.decodes_values_as_utf8 && !is_ascii(line.value)) {
      return false;
    }
  }
  return true;
}

http::HeaderList receive(http::HeaderList const& sent, Profile const& profile) {
  http::HeaderList received;
  for (auto const line : sent) {
    auto const name = profile.strips_space_before_colon ? strip(line.name, http_tab_or_space) : line.name;
    if (!http::is_header_name(name)) {
      continue;
    }
    if (profile.ignores_empty_repeated_lines && is_empty_repeated_line(sent, line)) {
      continue;
    }
    auto const value = strip(line.value, http_whitespace);
    if (profile.decodes_values_as_utf8 && !is_ascii(value)) {
      received.append(name, with_replacement_characters(value));
    } else {
      received.append(name, value);
    }
  }
  return received;
}

}  // namespace corsage::fetch
