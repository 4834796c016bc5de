#include "why_line.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "corsage/base/bytes.hpp"
#include "corsage/http/secrets.hpp"
#include "corsage/report/terminal_text.hpp"

#include <CLI/CLI.hpp>

namespace corsage::cli {
namespace {

/// What is about this command's own output.
bool is_left_out(std::string_view option) {
  constexpr std::array<std::string_view, 4> others{"help", "color", "include", "stdio"};
  return std::ranges::find(others, option) != others.end();
}

bool is_plain(char byte) {
  constexpr std::string_view others = "-_./:=@%+,";
  return is_ascii_alpha(byte) || is_ascii_digit(byte) || others.find(byte) != std::string_view::npos;
}

std::string shell_word(std::string_view word) {
  if (!word.empty() && std::ranges::all_of(word, is_plain)) {
    return std::string(word);
  }
  std::string text = "'";
  for (char const byte : word) {
    text += byte == '\'' ? std::string("'\\''") : std::string(1, byte);
  }
  return text + "'";
}

std::string masked(std::string_view option, std::string const& value) {
  if (option == "cookie") {
    return http::shown_value("cookie", value, http::Secrets::masked);
  }
  auto const colon = value.find(':');
  if (option != "header" || colon == std::string::npos) {
    return value;
  }
  auto const name = value.substr(0, colon);
  return name + ": " +
         http::shown_value(name, strip(std::string_view(value).substr(colon + 1), " \t"), http::Secrets::masked);
}

}  // namespace

std::string why_line(CLI::App const& command) {
  std::string line = "corsage why";
  for (auto const* const option : command.get_options()) {
    auto const name = option->get_positional() ? std::string() : option->get_lnames().front();
    if (option->count() == 0 || is_left_out(name)) {
      continue;
    }
    if (option->get_expected_min() == 0) {
      line += " --" + name;
      continue;
    }
    for (auto const& value : option->results()) {
      line += (name.empty() ? " " : " --" + name + " ") + shell_word(report::visible(masked(name, value)));
    }
  }
  return line;
}

}  // namespace corsage::cli
