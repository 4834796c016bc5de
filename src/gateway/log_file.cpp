#include "log_file.hpp"

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

namespace corsage::gateway {
namespace {

bool is_regular(int descriptor) {
  struct stat status{};
  return fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode);
}

}  // namespace

LogFile::LogFile(LogFile&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), is_owned_(other.is_owned_), may_block_(other.may_block_) {}

LogFile& LogFile::operator=(LogFile&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  std::swap(is_owned_, other.is_owned_);
  std::swap(may_block_, other.may_block_);
  return *this;
}

LogFile::~LogFile() {
  if (is_owned_ && descriptor_ >= 0) {
    ::close(descriptor_);
  }
}

std::expected<LogFile, std::string> LogFile::open(std::string const& path) {
  if (path == "-") {
    return LogFile(STDOUT_FILENO, false, !is_regular(STDOUT_FILENO));
  }
  constexpr mode_t for_owner_and_group = 0640;
  // Without O_NONBLOCK the opening of a pipe that nobody reads would not end.
  int const descriptor =
      ::open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK, for_owner_and_group);
  if (descriptor < 0) {
    return std::unexpected(std::strerror(errno));
  }
  return LogFile(descriptor, true, !is_regular(descriptor));
}

bool LogFile::wait(std::stop_token const& stop) const {
  constexpr int patience = 1000;  // milliseconds
  while (true) {
    pollfd asked{.fd = descriptor_, .events = POLLOUT, .revents = 0};
    auto const ready = ::poll(&asked, 1, patience);
    if (ready > 0) {
      return true;
    }
    if ((ready < 0 && errno != EINTR) || stop.stop_requested()) {
      return false;
    }
  }
}

bool LogFile::write(std::string_view text, std::stop_token const& stop) {
  while (!text.empty()) {
    // What can be written to takes so much at once without waiting.
    auto const size = may_block_ ? std::min<std::size_t>(text.size(), PIPE_BUF) : text.size();
    if (may_block_ && !wait(stop)) {
      return false;
    }
    auto const written = ::write(descriptor_, text.data(), size);
    if (written >= 0) {
      text.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno != EINTR && errno != EAGAIN) {
      return false;
    }
  }
  return true;
}

}  // namespace corsage::gateway
