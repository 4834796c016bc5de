#include "why_line.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>

#include "corsage/base/bytes.hpp"
#include "corsage/http/secrets.hpp"
#include "corsage/report/terminal_text.hpp"

#include <CLI/CLI.hpp>

namespace corsage::cli {
namespace {

/// What is about this command's own output.
bool is_left_out(std::string_view option) {
  constexpr std::array<std::string_view, 5> others{"help", "color", "include", "stdio", "max-filesize"};
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

/// The name of a shell's variable for the secret that stands behind `before`: after its parameter or cookie, after its
/// header, or after what a URL's authority begins with.
std::string variable_for(std::string_view before, std::string_view header) {
  auto name = header.empty() ? std::string_view("user_and_password") : header;
  if (before.ends_with('=')) {
    before.remove_suffix(1);
    name = before.substr(before.find_last_of("?&#; ") + 1);
  }
  std::string variable;
  for (char const byte : name) {
    bool const is_of_name = is_ascii_alpha(byte) || is_ascii_digit(byte);
    variable += is_of_name ? static_cast<char>(std::toupper(static_cast<unsigned char>(byte))) : '_';
  }
  return variable.empty() || is_ascii_digit(variable.front()) ? "SECRET_" + variable : variable;
}

/// The masked value as a shell's word. In place of each secret is a variable, in quotation marks that let the shell fill it
/// in: the mask itself, copied, would be sent.
std::string word_with_variables(std::string_view masked, std::string_view header) {
  std::string word;
  std::string_view rest = masked;
  for (auto place = rest.find(http::mask); place != std::string_view::npos; place = rest.find(http::mask)) {
    word += place == 0 ? "" : shell_word(rest.substr(0, place));
    auto const before = masked.substr(0, masked.size() - rest.size() + place);
    word.append("\"$").append(variable_for(before, header)).append("\"");
    rest.remove_prefix(place + http::mask.size());
  }
  return word + (rest.empty() ? "" : shell_word(rest));
}

/// A URL as people type it: without a scheme, too.
std::string shown_address(std::string_view typed, http::Secrets secrets) {
  constexpr std::string_view slashes = "//";
  if (typed.find(slashes) != std::string_view::npos) {
    return http::shown_url(typed, secrets);
  }
  return http::shown_url(std::string(slashes).append(typed), secrets).substr(slashes.size());
}

std::string shown_header(std::string_view line, http::Secrets secrets) {
  auto const colon = line.find(':');
  if (colon == std::string_view::npos) {
    return std::string(line);
  }
  auto const name = line.substr(0, colon);
  return std::string(name).append(": ").append(http::shown_value(name, strip(line.substr(colon + 1), " \t"), secrets));
}

std::string_view header_of(std::string_view option, std::string_view value) {
  return option == "header" ? value.substr(0, value.find(':')) : std::string_view();
}

/// The value of the option, as it may be shown. The URL has no name.
std::string shown(std::string_view option, std::string const& value, http::Secrets secrets) {
  if (option == "cookie") {
    return http::shown_value("cookie", value, secrets);
  }
  if (option == "header") {
    return shown_header(value, secrets);
  }
  return option.empty() || option == "proxy" ? shown_address(value, secrets) : value;
}

}  // namespace

std::string why_line(CLI::App const& command, http::Secrets secrets) {
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
      auto const masked = shown(name, value, secrets);
      auto const printed = report::visible(masked);
      line += name.empty() ? " " : " --" + name + " ";
      line += masked == shown(name, value, http::Secrets::shown) ? shell_word(printed)
                                                                 : word_with_variables(printed, header_of(name, value));
    }
  }
  return line;
}

}  // namespace corsage::cli
