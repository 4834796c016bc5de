#include "xml_text.hpp"

#include <algorithm>
#include <array>

#include "printable_text.hpp"

namespace corsage::formats {
namespace {

struct Reference {
  char byte;
  std::string_view text;
};

constexpr auto references =
    std::to_array<Reference>({{'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}, {'"', "&quot;"}, {'\'', "&apos;"}});

/// The text, which can be shown, with what XML means something by written as references.
std::string with_references(std::string_view text) {
  std::string xml;
  xml.reserve(text.size());
  for (char const byte : text) {
    auto const* const reference = std::ranges::find(references, byte, &Reference::byte);
    if (reference != references.end()) {
      xml += reference->text;
    } else {
      xml += byte;
    }
  }
  return xml;
}

}  // namespace

std::string xml_text(std::string_view text) {
  return with_references(printable_text(text));
}

std::string xml_line(std::string_view text) {
  return with_references(printable_line(text));
}

}  // namespace corsage::formats
