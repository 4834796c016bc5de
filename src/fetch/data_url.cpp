#include "data_url.hpp"

#include <algorithm>

#include "corsage/base/bytes.hpp"
#include "corsage/http/media_type.hpp"

namespace corsage::fetch {
namespace {

int hexadecimal_value(char digit) {
  if (is_ascii_digit(digit)) {
    return digit - '0';
  }
  char const lower = byte_lowercase(digit);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

// https://url.spec.whatwg.org/#string-percent-decode
std::string percent_decode(std::string_view text) {
  std::string bytes;
  for (std::size_t i = 0; i < text.size(); ++i) {
    bool const is_escape = text[i] == '%' && i + 2 < text.size() && hexadecimal_value(text[i + 1]) >= 0 &&
                           hexadecimal_value(text[i + 2]) >= 0;
    if (is_escape) {
      bytes.push_back(static_cast<char>(hexadecimal_value(text[i + 1]) * 16 + hexadecimal_value(text[i + 2])));
      i += 2;
    } else {
      bytes.push_back(text[i]);
    }
  }
  return bytes;
}

// https://infra.spec.whatwg.org/#forgiving-base64-decode
std::optional<std::string> forgiving_base64_decode(std::string text) {
  constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  // 1. White space does not count.
  std::erase_if(text, [](char byte) { return std::string_view("\t\n\f\r ").find(byte) != std::string_view::npos; });
  // 2. One or two signs of padding at the end of whole groups.
  if (text.size() % 4 == 0 && text.ends_with('=')) {
    text.resize(text.size() - (text.ends_with("==") ? 2 : 1));
  }
  // 3. A single left-over character stands for no byte.
  if (text.size() % 4 == 1) {
    return std::nullopt;
  }
  std::string bytes;
  unsigned buffer = 0;
  int bits = 0;
  for (char const character : text) {
    auto const value = alphabet.find(character);
    if (value == std::string_view::npos) {
      return std::nullopt;
    }
    buffer = (buffer << 6 | static_cast<unsigned>(value)) & 0xFFFFFF;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes.push_back(static_cast<char>(buffer >> bits & 0xFF));
    }
  }
  return bytes;
}

}  // namespace

// https://fetch.spec.whatwg.org/#data-url-processor
std::optional<DataUrl> parse_data_url(url::Url const& url) {
  // 2.-3. What stands behind "data:", without the fragment.
  auto const input = url.href_without_fragment().substr(std::string_view("data:").size());
  auto const comma = input.find(',');
  // 6. Without a comma it is no data: URL.
  if (comma == std::string_view::npos) {
    return std::nullopt;
  }
  std::string media_type(strip(input.substr(0, comma), "\t\n\f\r "));
  std::string body = percent_decode(input.substr(comma + 1));
  // 11. ";base64" at the end of the type, spaces before it allowed.
  constexpr std::string_view marker = "base64";
  if (media_type.size() >= marker.size() &&
      byte_case_insensitive_equal(std::string_view(media_type).substr(media_type.size() - marker.size()), marker)) {
    auto const before = strip(std::string_view(media_type).substr(0, media_type.size() - marker.size()), " ");
    if (before.ends_with(';')) {
      auto decoded = forgiving_base64_decode(std::move(body));
      if (!decoded) {
        return std::nullopt;
      }
      body = *std::move(decoded);
      media_type.resize(before.size() - 1);
    }
  }
  // 12.-14. A type that starts with its parameters is text/plain; one that does not parse is plain ASCII text.
  if (media_type.starts_with(';')) {
    media_type = std::string("text/plain").append(media_type);
  }
  auto serialized = http::normalized_media_type(media_type);
  return DataUrl{.media_type = serialized ? *std::move(serialized) : "text/plain;charset=US-ASCII",
                 .body = std::move(body)};
}

}  // namespace corsage::fetch
