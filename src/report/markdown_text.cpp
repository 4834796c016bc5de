#include "markdown_text.hpp"

#include <algorithm>

namespace corsage::report {
namespace {

/// As many backticks as no run of them in the text has, and at least so many.
std::string fence_for(std::string_view text, std::size_t least) {
  std::size_t longest = 0;
  std::size_t run = 0;
  for (char const byte : text) {
    run = byte == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return std::string(std::max(least, longest + 1), '`');
}

}  // namespace

std::string markdown_code(std::string_view text) {
  auto const fence = fence_for(text, 1);
  // One space at each end is taken off again; it keeps the text's own backticks from the fence.
  bool const is_near = text.empty() || text.front() == '`' || text.back() == '`' || text.front() == ' ';
  auto const space = is_near ? " " : "";
  return (fence + space).append(text).append(space).append(fence);
}

std::string markdown_cell(std::string_view text) {
  // A backslash before the bar would do, unless the text has one there itself: so the bar is written as visible() writes
  // what it does not show.
  std::string cell;
  for (char const byte : text) {
    cell += byte == '|' ? "\\x7C" : std::string(1, byte);
  }
  return markdown_code(cell);
}

std::string markdown_block(std::string_view text, std::string_view language) {
  auto const fence = fence_for(text, 3);
  std::string block = fence;
  block.append(language).append("\n").append(text);
  block += text.ends_with('\n') ? "" : "\n";
  return block.append(fence).append("\n");
}

std::string markdown_of(Spans const& spans) {
  std::string markdown;
  for (auto const& span : spans) {
    markdown += span.role == Role::code ? markdown_code(span.text) : span.text;
  }
  return markdown;
}

}  // namespace corsage::report
