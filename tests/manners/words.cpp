#include "manners/words.hpp"

#include <algorithm>
#include <cctype>

#include "manners/source_tree.hpp"

namespace corsage::manners {
namespace {

bool is_word_byte(char byte) {
  return std::isalnum(static_cast<unsigned char>(byte)) != 0 || byte == '_';
}

/// Where the literal that begins at the quote ends: the place after its closing quote.
std::size_t end_of_literal(std::string_view source, std::size_t quote) {
  if (source[quote] == '"' && quote > 0 && source[quote - 1] == 'R') {
    auto const parenthesis = source.find('(', quote);
    auto const closing = ")" + std::string(source.substr(quote + 1, parenthesis - quote - 1)) + "\"";
    return source.find(closing, parenthesis) + closing.size();
  }
  std::size_t at = quote + 1;
  while (at < source.size() && source[at] != source[quote]) {
    at += source[at] == '\\' ? 2U : 1U;
  }
  return at + 1;
}

/// Where the comment that begins here ends; here, when none does.
std::size_t end_of_comment(std::string_view source, std::size_t at) {
  auto const opening = source.substr(at, 2);
  if (opening == "//") {
    return std::min(source.find('\n', at), source.size());
  }
  if (opening == "/*") {
    auto const closing = source.find("*/", at + 2);
    return closing == std::string_view::npos ? source.size() : closing + 2;
  }
  return at;
}

/// A digit separator is no quote.
bool opens_literal(std::string_view source, std::size_t at) {
  return source[at] == '"' || (source[at] == '\'' && (at == 0 || !is_word_byte(source[at - 1])));
}

void blank_out(std::string_view source, std::string& result) {
  for (char const byte : source) {
    result.push_back(byte == '\n' ? '\n' : ' ');
  }
}

}  // namespace

std::string without_comments_and_literals(std::string_view source) {
  std::string result;
  for (std::size_t at = 0; at < source.size();) {
    auto const comment_end = end_of_comment(source, at);
    if (comment_end > at) {
      blank_out(source.substr(at, comment_end - at), result);
      at = comment_end;
    } else if (opens_literal(source, at)) {
      auto const end = end_of_literal(source, at);
      blank_out(source.substr(at, end - at), result);
      at = end;
    } else {
      result.push_back(source[at++]);
    }
  }
  return result;
}

std::vector<Word> words(std::string_view source) {
  std::vector<Word> found;
  auto const text = without_comments_and_literals(source);
  std::size_t line = 1;
  std::string before;  // the last two bytes that are not space
  for (std::size_t at = 0; at < text.size();) {
    if (!is_word_byte(text[at])) {
      line += text[at] == '\n' ? 1U : 0U;
      if (std::isspace(static_cast<unsigned char>(text[at])) == 0) {
        before = (before + text[at]).substr(before.size() > 1 ? before.size() - 1 : 0);
      }
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < text.size() && is_word_byte(text[end])) {
      ++end;
    }
    auto const next = text.find_first_not_of(" \n", end);
    found.push_back({.text = text.substr(at, end - at),
                     .line = line,
                     .called = next != std::string::npos && text[next] == '(',
                     .is_member = before.ends_with('.') || before == "->",
                     .is_qualified = before == "::"});
    before.clear();
    at = end;
  }
  return found;
}

std::vector<std::string> includes(std::string_view source) {
  constexpr std::string_view directive = "#include ";
  std::vector<std::string> found;
  for (auto const& line : lines(source)) {
    if (line.starts_with(directive)) {
      found.push_back(line.substr(directive.size(), line.find_last_of("\">") + 1 - directive.size()));
    }
  }
  return found;
}

}  // namespace corsage::manners
