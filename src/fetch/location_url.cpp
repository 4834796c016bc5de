#include "location_url.hpp"

#include <string>

#include "corsage/base/bytes.hpp"
#include "corsage/http/header_names.hpp"

namespace corsage::fetch {
namespace {

using Kind = LocationUrl::Kind;

bool are_all_equal(http::HeaderList const& headers) {
  auto const first = headers.find(http::header::location);
  for (auto line = first; line; line = headers.find(http::header::location, *line + 1)) {
    if (headers[*line].value != headers[*first].value) {
      return false;
    }
  }
  return true;
}

/// Bytes that are not ASCII go into the URL as they are; the standard's text leaves open how.
std::string percent_encode_high_bytes(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string encoded;
  for (char const byte : bytes) {
    auto const code = static_cast<unsigned char>(byte);
    if (code < 0x80) {
      encoded.push_back(byte);
    } else {
      encoded.append({'%', digits[code >> 4], digits[code & 0xF]});
    }
  }
  return encoded;
}

std::string decode(std::string_view value, Profile const& profile) {
  return profile.decodes_values_as_utf8 ? isomorphic_decode(value) : percent_encode_high_bytes(value);
}

}  // namespace

// https://fetch.spec.whatwg.org/#concept-response-location-url
LocationUrl location_url(http::HeaderList const& headers, url::Url const& response_url, Profile const& profile) {
  // 2. No Location, nowhere to go: the response itself is the answer.
  auto const value = headers.get(http::header::location);
  if (!value) {
    return {};
  }
  bool const is_repeated = headers.count(http::header::location) > 1;
  auto location = value->view();
  if (is_repeated) {
    switch (profile.repeated_location) {
      case Profile::RepeatedLocation::failure: return {.kind = Kind::repeated};
      case Profile::RepeatedLocation::failure_unless_equal:
        if (!are_all_equal(headers)) {
          return {.kind = Kind::repeated};
        }
        location = headers[*headers.find(http::header::location)].value;
        break;
      case Profile::RepeatedLocation::joined: break;
    }
  }
  if (location.empty()) {
    switch (profile.empty_location) {
      case Profile::EmptyLocation::same_url: break;
      case Profile::EmptyLocation::final_response: return {};
      case Profile::EmptyLocation::failure: return {.kind = Kind::invalid};
    }
  }
  // 3. Relative to where the answer came from.
  auto parsed = url::Url::parse(decode(location, profile), &response_url);
  if (!parsed) {
    return {.kind = Kind::invalid};
  }
  // 4. A fragment stays with the reader until a redirect brings its own.
  if (!parsed->fragment()) {
    parsed->set_fragment(response_url.fragment());
  }
  return {.kind = Kind::url, .url = *std::move(parsed)};
}

}  // namespace corsage::fetch
