#include "standard_descriptors.hpp"

#include <array>
#include <cerrno>

#include <fcntl.h>
#include <unistd.h>

namespace corsage::cli {

void occupy_standard_descriptors() {
  for (int const descriptor : std::array{STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (fcntl(descriptor, F_GETFD) == -1 && errno == EBADF) {
      // The lowest that is free is this one. Opened the wrong way round, it is as useless as it was.
      static_cast<void>(open("/dev/null", (descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY) | O_CLOEXEC));
    }
  }
}

}  // namespace corsage::cli
