#include "toml_place.hpp"

#include <algorithm>
#include <string>

namespace corsage::formats {
namespace {

/// Where the code point of that number begins, which counts from 1; the end when there are not so many.
std::size_t byte_of_code_point(std::string_view line, std::size_t number) {
  constexpr unsigned lead_bits = 0xC0;
  constexpr unsigned continuation = 0x80;
  std::size_t byte = 0;
  for (std::size_t seen = 0; byte < line.size(); ++byte) {
    bool const begins = (static_cast<unsigned char>(line[byte]) & lead_bits) != continuation;
    seen += begins ? 1 : 0;
    if (seen == number) {
      break;
    }
  }
  return byte;
}

}  // namespace

TomlLines::TomlLines(std::string_view text, std::string_view name) : name_(name), text_(text) {
  while (!text.empty()) {
    auto const end = std::min(text.find('\n'), text.size());
    auto line = text.substr(0, end);
    if (line.ends_with('\r')) {
      line.remove_suffix(1);
    }
    lines_.push_back(line);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

SourceRange TomlLines::range_of(toml::source_region const& region) const {
  auto const number = std::size_t{region.begin.line};
  if (number == 0 || number > lines_.size()) {
    return nowhere();
  }
  auto const line = lines_[number - 1];
  auto const begin = byte_of_code_point(line, region.begin.column);
  auto const end = region.end.line == region.begin.line ? byte_of_code_point(line, region.end.column) : line.size();
  return {.source = std::string(name_),
          .line = number,
          .column = begin + 1,
          .length = std::max(begin, end) - begin,
          .text = std::string(line)};
}

SourceRange TomlLines::character_at(std::size_t byte) const {
  auto const before = text_.substr(0, byte);
  auto const number = static_cast<std::size_t>(std::ranges::count(before, '\n'));
  auto const line = lines_[number];
  auto const column = byte - (before.rfind('\n') + 1);
  auto const length = byte_of_code_point(line.substr(column), 2);
  return {.source = std::string(name_),
          .line = number + 1,
          .column = column + 1,
          .length = length,
          .text = std::string(line)};
}

SourceRange TomlLines::nowhere() const {
  // A file that ends too early is pointed at behind its last line; an empty one has its first.
  auto const number = std::max<std::size_t>(lines_.size(), 1);
  auto const last = lines_.empty() ? std::string_view() : lines_.back();
  return {
      .source = std::string(name_), .line = number, .column = last.size() + 1, .length = 0, .text = std::string(last)};
}

}  // namespace corsage::formats
