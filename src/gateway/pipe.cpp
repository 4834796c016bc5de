#include "pipe.hpp"

#include <array>

#include <fcntl.h>
#include <unistd.h>

namespace corsage::gateway {

Pipe Pipe::open() {
  std::array<int, 2> ends{};
  Pipe pipe;
  if (::pipe2(ends.data(), O_NONBLOCK | O_CLOEXEC) == 0) {
    pipe.read_end_ = ends[0];
    pipe.write_end_ = ends[1];
    // Where it is refused, the pipe is a smaller one.
    ::fcntl(pipe.write_end_, F_SETPIPE_SZ, static_cast<int>(capacity));
  }
  return pipe;
}

Pipe::~Pipe() {
  if (read_end_ >= 0) {
    ::close(read_end_);
    ::close(write_end_);
  }
}

}  // namespace corsage::gateway
