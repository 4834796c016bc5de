#include "terminal.hpp"

#include <algorithm>
#include <cstdlib>
#include <string_view>

#include "corsage/base/bytes.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

namespace corsage::cli {

bool uses_color(ColorChoice choice, int descriptor) {
  switch (choice) {
    case ColorChoice::always: return true;
    case ColorChoice::never: return false;
    case ColorChoice::automatic: break;
  }
  char const* const no_color = std::getenv("NO_COLOR");
  if (no_color != nullptr && *no_color != '\0') {
    return false;
  }
  char const* const terminal = std::getenv("TERM");
  return isatty(descriptor) == 1 && terminal != nullptr && std::string_view(terminal) != "dumb";
}

std::size_t terminal_width(int descriptor) {
  constexpr std::size_t ordinary_width = 80;
  winsize size{};
  if (ioctl(descriptor, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) {
    return ordinary_width;
  }
  return size.ws_col;
}

std::size_t text_width(int descriptor) {
  constexpr std::size_t most_columns = 100;
  return std::min(terminal_width(descriptor), most_columns);
}

namespace {

/// The locale's encoding as POSIX finds it: LC_ALL, then LC_CTYPE, then LANG. Where none is set, text goes to a file
/// or a pipe more often than to a terminal that cannot.
bool shows_utf8() {
  for (auto const* const variable : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    char const* const value = std::getenv(variable);
    if (value == nullptr || *value == '\0') {
      continue;
    }
    auto const locale = byte_lowercase(value);
    return locale.find("utf-8") != std::string::npos || locale.find("utf8") != std::string::npos;
  }
  return true;
}

}  // namespace

report::Look look_of(int descriptor, ColorChoice choice) {
  return {.width = text_width(descriptor),
          .colors = uses_color(choice, descriptor) ? report::Colors::ansi : report::Colors::none,
          .glyphs = shows_utf8() ? report::Glyphs::unicode : report::Glyphs::ascii};
}

}  // namespace corsage::cli
