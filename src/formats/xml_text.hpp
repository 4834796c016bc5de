#pragma once

#include <string>
#include <string_view>

namespace corsage::formats {

/// The text as XML's character data, inside an element or between an attribute's quotation marks; as `printable_text`.
///
/// https://www.w3.org/TR/xml/#charsets
std::string xml_text(std::string_view text);

/// The same on one line: line breaks and tabs become spaces.
std::string xml_line(std::string_view text);

}  // namespace corsage::formats
