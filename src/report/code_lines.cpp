#include "code_lines.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

namespace corsage::report {
namespace {

constexpr std::size_t indent = 4;

/// What a comment begins with, blanks included; empty where the line is code.
std::string_view beginning_of_comment(std::string_view line) {
  auto const start = std::min(line.find_first_not_of(' '), line.size());
  auto const sign = line.substr(start).starts_with("//") ? 2U : line.substr(start).starts_with('#') ? 1U : 0U;
  auto const end = line.find_first_not_of(' ', start + sign);
  return sign == 0 || end == std::string_view::npos ? std::string_view() : line.substr(0, end);
}

/// The text ends a sentence: what comes in the next line is another.
bool is_ended(std::string_view text) {
  constexpr std::string_view ends = ".:;";
  return !text.empty() && ends.find(text.back()) != std::string_view::npos;
}

/// Writes comments on as many lines as they take, each of which is one. What does not fit goes on in the next line of the
/// same comment, where the sentence does.
class Comments {
 public:
  explicit Comments(TerminalText& text) : text_(text) {}

  void add(std::string_view line, std::string_view beginning) {
    if (beginning != beginning_) {
      end();
      beginning_ = beginning;
    }
    carried_.append(carried_.empty() ? "" : " ").append(line.substr(beginning.size()));
    auto const whole = std::exchange(carried_, {});
    for (auto rest = std::string_view(whole); !rest.empty();) {
      auto const part = fitting(rest);
      rest.remove_prefix(std::min(part.size() + 1, rest.size()));
      bool const goes_on = rest.empty() && (part.size() < whole.size()) && !is_ended(part);
      if (goes_on) {
        carried_ = part;
      } else {
        write(part);
      }
    }
  }

  /// What comes is no comment.
  void end() {
    if (!carried_.empty()) {
      write(std::exchange(carried_, {}));
    }
    beginning_.clear();
  }

 private:
  /// As many words as fit; one at least.
  std::string_view fitting(std::string_view words) const {
    auto const used = indent + display_width(beginning_);
    auto const room = text_.look().width - std::min(text_.look().width, used);
    auto end = std::min(words.find(' '), words.size());
    while (end < words.size()) {
      auto const next = std::min(words.find(' ', end + 1), words.size());
      if (display_width(words.substr(0, next)) > room) {
        break;
      }
      end = next;
    }
    return words.substr(0, end);
  }

  void write(std::string_view words) { text_.line({{beginning_ + std::string(words), Role::faint}}, indent); }

  TerminalText& text_;
  std::string beginning_;
  std::string carried_;
};

}  // namespace

void add_code(TerminalText& text, std::string_view code) {
  Comments comments(text);
  while (!code.empty()) {
    auto const line = code.substr(0, code.find('\n'));
    if (auto const beginning = beginning_of_comment(line); !beginning.empty()) {
      comments.add(line, beginning);
    } else {
      comments.end();
      text.line(line.empty() ? Spans{} : Spans{{std::string(line), Role::code}}, indent);
    }
    code.remove_prefix(std::min(line.size() + 1, code.size()));
  }
  comments.end();
}

}  // namespace corsage::report
