#pragma once

#include <cstddef>
#include <string_view>

#include "asio.hpp"

#include <boost/asio/buffer.hpp>

namespace corsage::gateway {

/// A connection's bytes. One coroutine reads and one writes at a time.
class Stream {
 public:
  explicit Stream(Socket socket);

  /// Waits for bytes, and reads as many as there are room and bytes for. 0 and an error at the end.
  Awaitable<std::size_t> read_some(asio::mutable_buffer room, Error& error);

  /// Writes all of both, head first. Most of the time the kernel takes them at once, and nothing is waited for.
  Awaitable<void> write(std::string_view head, std::string_view body, Error& error);

  /// The same, where `head` is in room that others use meanwhile: what the kernel does not take at once is kept.
  Awaitable<void> write_kept(std::string_view head, std::string_view body, Error& error);

  /// What the kernel takes of both without waiting, in bytes.
  std::size_t write_some_now(std::string_view head, std::string_view body, Error& error);

  /// Ends what is waited for.
  void cancel();
  void close();

  Socket& socket() { return socket_; }

 private:
  Awaitable<void> write_rest(std::string_view head, std::string_view body, std::size_t written, Error& error);

  Socket socket_;
};

}  // namespace corsage::gateway
