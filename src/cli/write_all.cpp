#include "write_all.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>

#include "interruption.hpp"

#include <poll.h>
#include <unistd.h>

namespace corsage::cli {
namespace {

constexpr int patience_once_interrupted = 1000;  // ms

/// Waits until so much can be written as a pipe takes at once. False where nobody takes it, and it was interrupted.
bool wait_for_room(int descriptor, Interruption& interruption) {
  bool came = interruption.came();
  while (true) {
    std::array waiting{pollfd{.fd = descriptor, .events = POLLOUT, .revents = 0},
                       pollfd{.fd = interruption.descriptor(), .events = POLLIN, .revents = 0}};
    auto const ready = ::poll(waiting.data(), waiting.size(), came ? patience_once_interrupted : -1);
    if (waiting[0].revents != 0 || (ready < 0 && errno != EINTR)) {
      return true;
    }
    if (ready == 0) {
      return false;
    }
    came = interruption.came();
  }
}

}  // namespace

int write_all(int descriptor, std::string_view text, Interruption* interruption) {
  while (!text.empty()) {
    if (interruption != nullptr && !wait_for_room(descriptor, *interruption)) {
      return ECANCELED;
    }
    auto const size = interruption == nullptr ? text.size() : std::min<std::size_t>(text.size(), PIPE_BUF);
    auto const written = ::write(descriptor, text.data(), size);
    if (written >= 0) {
      text.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno != EINTR) {
      return errno;
    }
  }
  return 0;
}

}  // namespace corsage::cli
