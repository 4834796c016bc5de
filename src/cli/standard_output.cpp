#include "standard_output.hpp"

#include <cerrno>

#include <unistd.h>

namespace corsage::cli {

bool StandardOutput::write(std::string_view text) {
  while (!text.empty() && !is_closed_ && failure_ == 0) {
    auto const written = ::write(STDOUT_FILENO, text.data(), text.size());
    if (written >= 0) {
      text.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno == EPIPE) {
      is_closed_ = true;
    } else if (errno != EINTR) {
      failure_ = errno;
    }
  }
  return !is_closed_ && failure_ == 0;
}

}  // namespace corsage::cli
