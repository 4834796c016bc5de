#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

#include "asio.hpp"
#include "tls_layer.hpp"

#include <boost/asio/buffer.hpp>

namespace corsage::gateway {

/// A connection's bytes, through TLS or plain. One coroutine reads and one writes at a time.
class Stream {
 public:
  /// The socket may be one that is not open yet.
  explicit Stream(Socket socket);

  Awaitable<void> connect(Tcp::endpoint const& endpoint, Error& error);

  /// From now on all goes through TLS. Nothing was read or written yet.
  Awaitable<void> start_tls(SslHandle tls, Error& error);
  bool speaks_tls() const { return tls_ != nullptr; }
  /// After a handshake that failed: what is said to the other side then is plain.
  void give_up_tls() { tls_.reset(); }

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
  /// Tells the other side that nothing more comes.
  void shut_down_sending();
  /// The same inside TLS alone, where a connection is about to be closed.
  void say_goodbye();
  void close();

  /// Whether the other side has neither sent anything more nor closed the connection.
  bool is_silent();

  Socket& socket() { return socket_; }

 private:
  void set_options();
  Awaitable<void> write_rest(std::string_view head, std::string_view body, std::size_t written, Error& error);

  Socket socket_;
  std::unique_ptr<TlsLayer> tls_;
};

}  // namespace corsage::gateway
