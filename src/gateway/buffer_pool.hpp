#pragma once

#include <cstddef>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

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

/// A worker's buffers that nobody uses: the last that was given back is the first that is taken, while it is still in the
/// processor's cache. A burst's buffers go back to the system.
class BufferPool {
 public:
  Buffer take() {
    if (free_.empty()) {
      return {this, std::make_unique_for_overwrite<char[]>(Buffer::size)};
    }
    Buffer buffer(this, std::move(free_.back()));
    free_.pop_back();
    return buffer;
  }

 private:
  friend class Buffer;
  static constexpr std::size_t most_kept = 32;

  void give_back(std::unique_ptr<char[]> bytes) {
    if (free_.size() < most_kept) {
      free_.push_back(std::move(bytes));
    }
  }

  std::vector<std::unique_ptr<char[]>> free_;
};

inline Buffer::~Buffer() {
  if (bytes_ != nullptr) {
    pool_->give_back(std::move(bytes_));
  }
}

}  // namespace corsage::gateway
