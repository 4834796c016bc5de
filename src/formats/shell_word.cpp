#include "corsage/formats/shell_word.hpp"

#include <algorithm>
#include <cctype>
#include <functional>

#include "corsage/base/bytes.hpp"

#include <fmt/format.h>
#include <simdjson.h>

namespace corsage::formats {
namespace {

constexpr std::string_view environment = "env:";
constexpr std::string_view file = "file:";

bool is_plain(char byte) {
  constexpr std::string_view others = "-_./:=@%+,";
  return is_ascii_alpha(byte) || is_ascii_digit(byte) || others.find(byte) != std::string_view::npos;
}

bool is_control(char byte) {
  return static_cast<unsigned char>(byte) < ' ' || byte == '\x7F';
}

/// A word in which every byte that is not printable ASCII is an escape. Three octal digits end by themselves: behind `\x`
/// shells take as many as there are.
std::string word_with_escapes(std::string_view text) {
  std::string word = "$'";
  for (char const byte : text) {
    if (byte == '\'' || byte == '\\') {
      word.append("\\").push_back(byte);
    } else if (byte >= ' ' && byte <= '~') {
      word += byte;
    } else {
      word += fmt::format("\\{:03o}", static_cast<unsigned char>(byte));
    }
  }
  return word + "'";
}

/// The name of a shell's variable for the secret that stands behind `before`: after its parameter or cookie, after its
/// header, or after what a URL's authority begins with.
std::string variable_for(std::string_view before, std::string_view header) {
  if (before.ends_with('=')) {
    before.remove_suffix(1);
    return variable_named(before.substr(before.find_last_of("?&#; ") + 1));
  }
  return variable_named(header.empty() ? "user_and_password" : header);
}

/// Where the secret at the beginning of `text` ends that has `behind` behind it.
std::size_t end_of_secret(std::string_view text, std::string_view behind) {
  return behind.empty() ? text.size() : std::min(text.find(behind), text.size());
}

bool is_variable(std::string_view name) {
  return !name.empty() && !is_ascii_digit(name.front()) && std::ranges::all_of(name, [](char byte) {
    return is_ascii_alpha(byte) || is_ascii_digit(byte) || byte == '_';
  });
}

/// Where a secret is kept, as far as a variable or a file can be named; empty where it is not, or where no shell can have it.
std::string_view kept_at(std::string_view secret, http::Secrets secrets) {
  auto const place = secrets.given() == nullptr ? std::string_view() : secrets.given()->place_of(secret);
  bool const is_of_environment = place.starts_with(environment) && is_variable(place.substr(environment.size()));
  return is_of_environment || place.starts_with(file) ? place : std::string_view();
}

/// What is shown of a text, in parts: `plain` gets what is not masked, `secret` the place of what is.
void walk_masked(std::string_view text, std::string_view masked, std::string_view header, http::Secrets secrets,
                 std::function<void(std::string_view)> const& plain,
                 std::function<void(std::string_view)> const& secret) {
  std::string_view rest = masked;
  for (auto at = rest.find(http::mask); at != std::string_view::npos; at = rest.find(http::mask)) {
    auto const before_it = rest.substr(0, at);
    plain(before_it);
    auto const before = masked.substr(0, masked.size() - rest.size() + at);
    rest.remove_prefix(at + http::mask.size());
    text.remove_prefix(std::min(before_it.size(), text.size()));
    auto const hidden = text.substr(0, end_of_secret(text, rest.substr(0, rest.find(http::mask))));
    text.remove_prefix(hidden.size());
    auto const kept = kept_at(hidden, secrets);
    secret(kept.empty() ? fmt::format("{}{}", environment, variable_for(before, header)) : std::string(kept));
  }
  plain(rest);
}

}  // namespace

std::string shell_word(std::string_view text) {
  if (!text.empty() && std::ranges::all_of(text, is_plain)) {
    return std::string(text);
  }
  if (std::ranges::any_of(text, is_control) || !simdjson::validate_utf8(text.data(), text.size())) {
    return word_with_escapes(text);
  }
  std::string word = "'";
  for (char const byte : text) {
    word += byte == '\'' ? std::string("'\\''") : std::string(1, byte);
  }
  return word + "'";
}

std::string variable_named(std::string_view header) {
  std::string variable;
  for (char const byte : header) {
    bool const is_of_name = is_ascii_alpha(byte) || is_ascii_digit(byte);
    variable += is_of_name ? static_cast<char>(std::toupper(static_cast<unsigned char>(byte))) : '_';
  }
  return variable.empty() || is_ascii_digit(variable.front()) ? "SECRET_" + variable : variable;
}

std::string shell_word_with_variables(std::string_view text, std::string_view masked, std::string_view header,
                                      http::Secrets secrets) {
  std::string word;
  walk_masked(
      text, masked, header, secrets,
      [&word](std::string_view plain) { word += plain.empty() ? "" : shell_word(plain); },
      [&word](std::string_view place) {
        auto const filled_in = place.starts_with(file) ? fmt::format("$(cat {})", shell_word(place.substr(file.size())))
                                                       : fmt::format("${}", place.substr(environment.size()));
        word.append("\"").append(filled_in).append("\"");
      });
  return word;
}

std::string text_with_places(std::string_view text, std::string_view masked, std::string_view header,
                             http::Secrets secrets, std::vector<std::string>& places) {
  std::string with_places;
  walk_masked(
      text, masked, header, secrets, [&](std::string_view plain) { with_places.append(plain); },
      [&](std::string_view place) {
        with_places.append("${").append(place).append("}");
        if (std::ranges::find(places, place) == places.end()) {
          places.emplace_back(place);
        }
      });
  return with_places;
}

}  // namespace corsage::formats
