#pragma once

#include <cstddef>
#include <string_view>

#include "asio.hpp"
#include "openssl.hpp"
#include "readiness.hpp"
#include "waiting.hpp"

#include <boost/asio/buffer.hpp>

namespace corsage::gateway {

/// Why a handshake's certificate was not believed, in OpenSSL's words; null where that was not what went wrong.
char const* certificate_refusal(Error const& error);

/// Whether a handshake failed because the client speaks HTTP without TLS.
bool is_plain_request(Error const& error);

/// TLS between a stream and its socket. OpenSSL reads and writes the socket itself, so that nothing is copied once more
/// and an idle connection holds no buffers. One coroutine reads and one writes at a time.
class TlsLayer {
 public:
  /// The socket is open, does not block, and outlives the layer; so does what waits for its bytes.
  TlsLayer(SslHandle ssl, Socket& socket, Readiness& readiness);
  TlsLayer(TlsLayer const&) = delete;
  TlsLayer& operator=(TlsLayer const&) = delete;
  ~TlsLayer();

  Awaitable<void> handshake(Error& error);

  /// Reads what is there: 0 and `would_block` where that is nothing. An end that the other side did not announce is no
  /// `eof`: somebody may have cut the connection.
  std::size_t read_some_now(asio::mutable_buffer room, Error& error);

  /// Waits until reading is worth another attempt.
  Awaitable<void> wait_for_bytes(Error& error);

  /// Waits until writing is worth another attempt.
  Awaitable<void> wait_for_room(Error& error);

  /// What the kernel takes of both without waiting, in bytes. What it does not take must come again, first.
  std::size_t write_some_now(std::string_view head, std::string_view body, Error& error);

  /// Ends what is waited for.
  void cancel();

  /// Tells the other side that nothing more comes, where that can be told at once.
  void say_goodbye();

  /// The socket is about to be closed, and is not touched again.
  void leave() { is_usable_ = false; }

  /// Whether there are bytes that were read from the socket and not yet by anybody.
  bool has_pending() const { return SSL_has_pending(ssl_.get()) == 1; }

 private:
  /// Reading or writing.
  struct Direction {
    Waiting waiting = {};
    Socket::wait_type wanted = Socket::wait_read;
  };

  bool wants_more(int result, Direction& direction, Error& error);
  Error failure_of(int kind, int system_error);
  Awaitable<void> wait(Direction& direction, Error& error);

  SslHandle ssl_;
  Socket& socket_;
  Readiness& readiness_;
  Direction reading_;
  Direction writing_;
  bool is_usable_ = true;
};

}  // namespace corsage::gateway
