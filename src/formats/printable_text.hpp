#pragma once

#include <string>
#include <string_view>

namespace corsage::formats {

/// The text as UTF-8 that can be shown and written into any report: control characters other than tab and line feed, what
/// turns the direction of writing, what is no character, and the bytes of a text that is not UTF-8 become escapes such as
/// `\x1B`.
std::string printable_text(std::string_view text);

/// The same on one line: line breaks and tabs become spaces.
std::string printable_line(std::string_view text);

}  // namespace corsage::formats
