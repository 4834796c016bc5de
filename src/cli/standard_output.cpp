#include "standard_output.hpp"

#include <cerrno>

#include "write_all.hpp"

#include <unistd.h>

namespace corsage::cli {

bool StandardOutput::write(std::string_view text, Interruption* interruption) {
  if (!is_closed_ && failure_ == 0) {
    int const error = write_all(STDOUT_FILENO, text, interruption);
    is_closed_ = error == EPIPE;
    failure_ = is_closed_ ? 0 : error;
  }
  return !is_closed_ && failure_ == 0;
}

}  // namespace corsage::cli
