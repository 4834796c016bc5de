#include "progress.hpp"

#include <string>

#include "complain.hpp"
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
  write(fmt::format("waiting {} s for {}", elapsed.count(), place_.empty() ? what : place_));
}

void Progress::tell(std::function<std::string()> const& line) {
  auto const now = std::chrono::steady_clock::now();
  if (is_terminal_ && now - start_ >= std::chrono::seconds(1) && now - told_ >= std::chrono::milliseconds(100)) {
    told_ = now;
    write(line());
  }
}

void Progress::write(std::string_view line) {
  write_error(fmt::format("\r\x1B[K{}", line.substr(0, terminal_width(STDERR_FILENO) - 1)));
  is_shown_ = true;
}

void Progress::clear() {
  if (is_shown_) {
    write_error("\r\x1B[K");
    is_shown_ = false;
  }
}

}  // namespace corsage::cli
