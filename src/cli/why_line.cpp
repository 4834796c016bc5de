#include "why_line.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "corsage/base/bytes.hpp"
#include "corsage/formats/shell_word.hpp"
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

/// A URL as people type it: without a scheme, too.
std::string shown_address(std::string_view typed, http::Secrets secrets) {
  constexpr std::string_view slashes = "//";
  if (typed.find(slashes) != std::string_view::npos) {
    return http::shown_url(typed, secrets);
  }
  return http::shown_url(std::string(slashes).append(typed), secrets).substr(slashes.size());
}

/// Whether nothing but places where secrets are kept stands in the text: "${env:NAME}".
bool is_place(std::string_view text) {
  return text.starts_with("${") && text.find('}') == text.size() - 1;
}

/// The value of a header that somebody typed: a secret, unless headers of the name are plain.
std::string shown_given(std::string_view name, std::string_view value, http::Secrets secrets) {
  if (secrets.are_shown() || is_place(value)) {
    return std::string(value);
  }
  http::GivenSecrets given;
  given.add_header(name, value);
  return http::shown_value(name, value, secrets.with(given));
}

std::string shown_header(std::string_view line, http::Secrets secrets) {
  auto const colon = line.find(':');
  if (colon == std::string_view::npos) {
    // The name of a file, or a mistake, which is told where it is read.
    return std::string(line);
  }
  auto const name = line.substr(0, colon);
  return std::string(name).append(": ").append(shown_given(name, strip(line.substr(colon + 1), " \t"), secrets));
}

std::string shown_cookie(std::string const& pair, http::Secrets secrets) {
  auto const equals = pair.find('=');
  bool const is_kept = equals != std::string::npos && is_place(std::string_view(pair).substr(equals + 1));
  return is_kept ? pair : http::shown_value("cookie", pair, secrets);
}

/// What a variable for the option's secret is named after. A proxy's login is not that of the URL.
std::string_view named_after(std::string_view option, std::string_view value) {
  return option == "header"  ? value.substr(0, value.find(':'))
         : option == "proxy" ? std::string_view("proxy_user_and_password")
                             : std::string_view();
}

}  // namespace

std::string shown_option(std::string_view option, std::string const& value, http::Secrets secrets) {
  if (option == "cookie") {
    return shown_cookie(value, secrets);
  }
  if (option == "header") {
    return shown_header(value, secrets);
  }
  return option.empty() || option == "proxy" ? shown_address(value, secrets) : value;
}

std::string option_words(std::string_view name, std::string const& value, http::Secrets secrets) {
  auto const typed = shown_option(name, value, http::Secrets::shown);
  auto const masked = shown_option(name, value, secrets);
  auto const printed = report::visible(masked);
  auto words = name.empty() ? std::string(" ") : std::string(" --").append(name).append(" ");
  return words + (masked == typed
                      ? formats::shell_word(printed)
                      : formats::shell_word_with_variables(typed, printed, named_after(name, value), secrets));
}

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
      line += option_words(name, value, secrets);
    }
  }
  return line;
}

}  // namespace corsage::cli
