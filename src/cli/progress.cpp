#include "progress.hpp"

#include <string>

#include "terminal.hpp"

#include <fmt/format.h>
#include <unistd.h>

namespace corsage::cli {

Progress::Progress() : start_(std::chrono::steady_clock::now()), is_terminal_(isatty(STDERR_FILENO) == 1) {}

void Progress::show(std::string_view what) {
  auto const elapsed = std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now() - start_);
  if (!is_terminal_ || elapsed < std::chrono::seconds(1)) {
    return;
  }
  auto const line = fmt::format("waiting {} s for {}", elapsed.count(), what);
  fmt::print(stderr, "\r\x1B[K{}", line.substr(0, terminal_width(STDERR_FILENO) - 1));
  is_shown_ = true;
}

void Progress::clear() {
  if (is_shown_) {
    fmt::print(stderr, "\r\x1B[K");
    is_shown_ = false;
  }
}

}  // namespace corsage::cli
