#include "complain.hpp"

#include <cstdio>
#include <string>

#include <fmt/format.h>

namespace corsage::cli {

namespace {

void replace(std::string& sentence, std::string_view mark, std::string_view text) {
  if (auto const place = sentence.find(mark); place != std::string::npos) {
    sentence.replace(place, mark.size(), text);
  }
}

std::string sentence(Diagnostic const& mistake) {
  std::string text;
  if (mistake.range.line != 0) {
    text = fmt::format("{}:{}:{}: ", mistake.range.source, mistake.range.line, mistake.range.column);
  } else if (!mistake.range.source.empty()) {
    text = fmt::format("{}: ", mistake.range.source);
  }
  std::string what(title(mistake.code));
  replace(what, "{value}", mistake.value);
  std::string right(help(mistake.code));
  replace(right, "{expected}", mistake.expected);
  return text + what + (right.empty() ? "" : "; ") + right;
}

}  // namespace

void complain(std::string_view message) {
  fmt::print(stderr, "corsage: {}\n", message);
}

void complain(Diagnostics const& mistakes) {
  for (auto const& mistake : mistakes) {
    complain(sentence(mistake));
  }
}

}  // namespace corsage::cli
