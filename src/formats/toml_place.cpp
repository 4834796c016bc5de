#include "toml_place.hpp"

#include <algorithm>
#include <string>

namespace corsage::formats {
namespace {

/// Whether a code point begins with this byte.
bool begins_code_point(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
}

/// Where the code point behind the one at `byte` begins, or the line ends.
std::size_t next_code_point(std::string_view line, std::size_t byte) {
  do {
    ++byte;
  } while (byte < line.size() && !begins_code_point(line[byte]));
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

SharedText TomlLines::shared_line(std::size_t number) const {
  if (last_.line != number) {
    last_ = {.line = number, .text = lines_[number - 1]};
  }
  return last_.text;
}

std::size_t TomlLines::byte_of(std::size_t number, std::size_t code_point) const {
  auto const line = shared_line(number).view();
  if (code_point < last_.code_point) {
    last_.code_point = 1;
    last_.byte = 0;
  }
  for (; last_.code_point < code_point && last_.byte < line.size(); ++last_.code_point) {
    last_.byte = next_code_point(line, last_.byte);
  }
  return last_.byte;
}

SourceRange TomlLines::range_of(toml::source_region const& region) const {
  auto const number = std::size_t{region.begin.line};
  if (number == 0 || number > lines_.size()) {
    return nowhere();
  }
  auto const begin = byte_of(number, region.begin.column);
  auto const end =
      region.end.line == region.begin.line ? byte_of(number, region.end.column) : lines_[number - 1].size();
  return {.source = name_,
          .line = number,
          .column = begin + 1,
          .length = std::max(begin, end) - begin,
          .text = shared_line(number)};
}

SourceRange TomlLines::character_at(std::size_t byte) const {
  auto const before = text_.substr(0, byte);
  auto const number = static_cast<std::size_t>(std::ranges::count(before, '\n'));
  auto const line = lines_[number];
  auto const column = byte - (before.rfind('\n') + 1);
  return {.source = name_,
          .line = number + 1,
          .column = column + 1,
          .length = next_code_point(line, column) - column,
          .text = line};
}

SharedText TomlLines::line(std::size_t number) const {
  return number > lines_.size() ? SharedText() : shared_line(number);
}

SourceRange TomlLines::nowhere() const {
  // A file that ends too early is pointed at behind its last line; an empty one has its first.
  auto const number = std::max<std::size_t>(lines_.size(), 1);
  auto const last = lines_.empty() ? std::string_view() : lines_.back();
  return {.source = name_, .line = number, .column = last.size() + 1, .length = 0, .text = last};
}

}  // namespace corsage::formats
