#pragma once

#include <cstddef>
#include <memory>
#include <string_view>
#include <utility>

#include "spares.hpp"

#include <boost/asio/buffer.hpp>

namespace corsage::gateway {

class BufferPool;

/// Room for bytes under way, given back when it is let go.
class Buffer {
 public:
  static constexpr std::size_t size = 64UL * 1024;

  Buffer() = default;
  Buffer(Buffer&& other) noexcept : pool_(std::exchange(other.pool_, nullptr)), bytes_(std::move(other.bytes_)) {}
  Buffer& operator=(Buffer&& other) noexcept {
    std::swap(pool_, other.pool_);
    std::swap(bytes_, other.bytes_);
    return *this;
  }
  Buffer(Buffer const&) = delete;
  Buffer& operator=(Buffer const&) = delete;
  ~Buffer();

  explicit operator bool() const { return bytes_ != nullptr; }
  char* data() { return bytes_.get(); }

  /// What of the room is behind the first `used` bytes.
  boost::asio::mutable_buffer room_behind(std::size_t used) { return {bytes_.get() + used, size - used}; }
  std::string_view view(std::size_t length) const { return {bytes_.get(), length}; }

 private:
  friend class BufferPool;
  Buffer(BufferPool* pool, std::unique_ptr<char[]> bytes) : pool_(pool), bytes_(std::move(bytes)) {}

  BufferPool* pool_ = nullptr;
  std::unique_ptr<char[]> bytes_;
};

/// A worker's buffers.
class BufferPool {
 public:
  Buffer take() {
    auto bytes = spares_.take();
    return {this, bytes != nullptr ? std::move(bytes) : std::make_unique_for_overwrite<char[]>(Buffer::size)};
  }

  /// To be called now and then.
  void trim() { spares_.trim(); }

 private:
  friend class Buffer;

  Spares<std::unique_ptr<char[]>> spares_;
};

inline Buffer::~Buffer() {
  if (bytes_ != nullptr) {
    pool_->spares_.keep(std::move(bytes_));
  }
}

}  // namespace corsage::gateway
