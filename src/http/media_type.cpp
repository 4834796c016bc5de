#include "corsage/http/media_type.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "corsage/base/bytes.hpp"
#include "corsage/http/token.hpp"

namespace corsage::http {
namespace {

using Parameters = std::vector<std::pair<std::string, std::string>>;

/// https://fetch.spec.whatwg.org/#collect-an-http-quoted-string with the extract-value flag: what stands between the
/// quotation mark at `place`, which moves behind it, and the next one. A backslash at the very end stands for itself.
std::string quoted_value(std::string_view text, std::size_t& place) {
  std::string value;
  for (++place; place < text.size() && text[place] != '"'; ++place) {
    bool const is_escape = text[place] == '\\' && place + 1 < text.size();
    place += is_escape ? 1 : 0;
    value.push_back(text[place]);
  }
  return value;
}

/// https://mimesniff.spec.whatwg.org/#http-quoted-string-token-code-point
bool is_quoted_string_token(std::string_view value) {
  return std::ranges::all_of(
      value, [](char byte) { return byte == '\t' || (static_cast<unsigned char>(byte) >= 0x20 && byte != 0x7F); });
}

// https://mimesniff.spec.whatwg.org/#parsing-a-mime-type , step 11; `text` begins behind the subtype.
Parameters parse_parameters(std::string_view text) {
  Parameters parameters;
  auto place = text.find(';');
  while (place < text.size()) {
    // 11.1-11.4. The name, in lower case, up to its value or the next parameter.
    auto const start = std::min(text.find_first_not_of(http_whitespace, place + 1), text.size());
    place = std::min(text.find_first_of(";=", start), text.size());
    auto name = byte_lowercase(text.substr(start, place - start));
    // 11.5-11.6. One without a value is none.
    if (place == text.size() || text[place] == ';') {
      continue;
    }
    ++place;
    // 11.8. What follows a closing quotation mark does not count.
    bool const is_quoted = place < text.size() && text[place] == '"';
    std::string value = is_quoted ? quoted_value(text, place) : std::string();
    auto const end = std::min(text.find(';', place), text.size());
    // 11.9. Without quotation marks, white space behind it does not count, and an empty one is none.
    if (!is_quoted) {
      value = text.substr(place, end - place);
      value.erase(value.find_last_not_of(http_whitespace) + 1);
    }
    place = end;
    // 11.10. The first of a name counts, where it is made of what it may be made of.
    bool const is_value = (is_quoted || !value.empty()) && is_quoted_string_token(value);
    bool const is_known = std::ranges::find(parameters, name, &Parameters::value_type::first) != parameters.end();
    if (is_value && is_token(name) && !is_known) {
      parameters.emplace_back(std::move(name), std::move(value));
    }
  }
  return parameters;
}

void append_quoted(std::string& text, std::string_view value) {
  text.push_back('"');
  for (char const byte : value) {
    if (byte == '"' || byte == '\\') {
      text.push_back('\\');
    }
    text.push_back(byte);
  }
  text.push_back('"');
}

}  // namespace

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

// https://mimesniff.spec.whatwg.org/#serializing-a-mime-type
std::optional<std::string> normalized_media_type(std::string_view text) {
  auto const essence = find_media_type_essence(text);
  if (!essence) {
    return std::nullopt;
  }
  // 1. The essence.
  auto serialized = byte_lowercase(*essence);
  // 2. Each parameter, in quotation marks where it is no token.
  auto const end = static_cast<std::size_t>(essence->data() + essence->size() - text.data());
  for (auto const& [name, value] : parse_parameters(strip(text.substr(end), http_whitespace))) {
    serialized.append(";").append(name).append("=");
    if (is_token(value)) {
      serialized.append(value);
    } else {
      append_quoted(serialized, value);
    }
  }
  return serialized;
}

}  // namespace corsage::http
