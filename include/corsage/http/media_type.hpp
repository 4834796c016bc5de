#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace corsage::http {

/// https://mimesniff.spec.whatwg.org/#mime-type, without parameters: CORS asks for the essence only.
struct MediaType {
  std::string type;     ///< lower case
  std::string subtype;  ///< lower case

  /// https://mimesniff.spec.whatwg.org/#mime-type-essence
  std::string essence() const { return type + '/' + subtype; }

  bool operator==(MediaType const&) const = default;
};

/// The essence of the text as a MIME type, in the case it is written in and without a copy; nothing where *parse a MIME
/// type* fails. Compare it byte-case-insensitively.
std::optional<std::string_view> find_media_type_essence(std::string_view text);

/// https://mimesniff.spec.whatwg.org/#parsing-a-mime-type : nothing on failure.
std::optional<MediaType> parse_media_type(std::string_view text);

/// The text parsed as a MIME type with its parameters, and serialized again: lower case, no white space, each parameter
/// once, in quotes where it has to be. Nothing where it does not parse.
///
/// https://mimesniff.spec.whatwg.org/#serializing-a-mime-type
std::optional<std::string> normalized_media_type(std::string_view text);

}  // namespace corsage::http
