#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

#include "asio.hpp"
#include "readiness.hpp"
#include "tls_layer.hpp"
#include "waiting.hpp"

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

  /// Reads what is there: 0 and `would_block` where that is nothing.
  std::size_t read_some_now(asio::mutable_buffer room, Error& error);

  /// Whether the last `read_some_now` left nothing behind, or has been called so often that others go first.
  bool wants_to_wait() const { return is_drained_ || reads_at_once_ >= most_at_once; }

  /// Waits for what `read_some_now` may find, for less than `read_some` costs. What was there before has been read.
  Awaitable<void> wait_for_bytes(Error& error);

  /// Cancels such a wait where there is something to read that nobody is told of: an end that came with the last bytes.
  void look_for_end();

  /// Writes all of it. Most of the time the kernel takes it at once, and nothing is waited for.
  Awaitable<void> write(std::string_view bytes, Error& error);

  /// Writes what the kernel takes of both without waiting, head first; gives how many bytes that is.
  std::size_t write_some_now(std::string_view head, std::string_view body, Error& error);

  /// Writes what `write_some_now` left of both. `head` may be in room that others use meanwhile.
  Awaitable<void> write_rest(std::string_view head, std::string_view body, std::size_t written, Error& error);

  /// Waits until the kernel takes more.
  Awaitable<void> wait_for_room(Error& error);

  /// Has the thread do what else there is to be done before it goes on here.
  Awaitable<void> let_others_go_first(Error& error);

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
  /// Who sends faster than it is read would have the thread alone.
  static constexpr int most_at_once = 16;

  void set_options();
  Awaitable<void> write_all(std::string_view head, std::string_view body, Error& error);

  Socket socket_;
  Readiness readiness_{socket_};
  std::unique_ptr<TlsLayer> tls_;
  bool is_drained_ = false;
  int reads_at_once_ = 0;  ///< since something was waited for
  Waiting turn_;           ///< behind others
  Waiting room_;           ///< to write
};

}  // namespace corsage::gateway
