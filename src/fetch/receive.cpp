#include "receive.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "corsage/base/bytes.hpp"
#include "corsage/base/eight_bytes.hpp"
#include "corsage/http/header_names.hpp"
#include "corsage/http/token.hpp"

namespace corsage::fetch {
namespace {

bool is_empty(std::string_view value) {
  return strip(value, http_whitespace).empty();
}

/// The names that stand in several lines, in lower case, sorted.
std::vector<std::string> repeated_names(http::HeaderList const& headers) {
  std::vector<std::string> names;
  for (auto const line : headers) {
    names.push_back(byte_lowercase(line.name));
  }
  std::ranges::sort(names);
  std::vector<std::string> repeated;
  for (std::size_t i = 1; i < names.size(); ++i) {
    // A repeated Location is judged with its empty lines: see location_url.
    if (names[i] == names[i - 1] && names[i] != http::header::location) {
      repeated.push_back(names[i]);
    }
  }
  return repeated;
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
  // Most lists are plain throughout, and then what is left to look at is where each line begins and ends.
  bool const is_plain = !any_of_bytes(sent.bytes(), 'a', http::marks_of_line_ends);
  return std::ranges::all_of(sent, [&](http::HeaderList::Line const& line) {
    if (!http::is_header_name(line.name)) {
      return false;
    }
    if (line.value.empty()) {
      return !profile.ignores_empty_repeated_lines;
    }
    return is_plain ? http::has_no_space_at_ends(line.value)
                    : http::is_header_value(line.value) && (!profile.decodes_values_as_utf8 || is_ascii(line.value));
  });
}

http::HeaderList receive(http::HeaderList const& sent, Profile const& profile) {
  auto const ignored_when_empty =
      profile.ignores_empty_repeated_lines ? repeated_names(sent) : std::vector<std::string>();
  http::HeaderList received;
  for (auto const line : sent) {
    auto const name = profile.strips_space_before_colon ? strip(line.name, http_tab_or_space) : line.name;
    if (!http::is_header_name(name)) {
      continue;
    }
    if (is_empty(line.value) && std::ranges::binary_search(ignored_when_empty, byte_lowercase(line.name))) {
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
