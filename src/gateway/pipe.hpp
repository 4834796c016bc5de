#pragma once

#include <cstddef>
#include <utility>

#include "spares.hpp"

namespace corsage::gateway {

/// A pipe of the kernel's, through which bytes go from one socket to another without being copied. Empty between uses.
class Pipe {
 public:
  /// `capacity` is what is asked for; the system may give less.
  static constexpr std::size_t capacity = 256UL * 1024;

  /// No pipe where the system has none to give.
  static Pipe open();

  Pipe() = default;
  Pipe(Pipe&& other) noexcept
      : read_end_(std::exchange(other.read_end_, -1)), write_end_(std::exchange(other.write_end_, -1)) {}
  Pipe& operator=(Pipe&& other) noexcept {
    std::swap(read_end_, other.read_end_);
    std::swap(write_end_, other.write_end_);
    return *this;
  }
  Pipe(Pipe const&) = delete;
  Pipe& operator=(Pipe const&) = delete;
  ~Pipe();

  explicit operator bool() const { return read_end_ >= 0; }
  int read_end() const { return read_end_; }
  int write_end() const { return write_end_; }

 private:
  int read_end_ = -1;
  int write_end_ = -1;
};

/// A worker's pipes.
class PipePool {
 public:
  Pipe take() {
    auto pipe = spares_.take();
    return pipe ? std::move(pipe) : Pipe::open();
  }

  /// Only a pipe that is empty: what one answer left in it must not come out in another.
  void give_back(Pipe pipe) {
    if (pipe) {
      spares_.keep(std::move(pipe));
    }
  }

  /// To be called now and then.
  void trim() { spares_.trim(); }

 private:
  Spares<Pipe> spares_;
};

}  // namespace corsage::gateway
