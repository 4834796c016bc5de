#include "tls_layer.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <string>
#include <utility>

#include <boost/asio/error.hpp>
#include <boost/asio/ssl/error.hpp>
#include <openssl/err.h>
#include <openssl/sslerr.h>

namespace corsage::gateway {
namespace {

/// https://www.rfc-editor.org/rfc/rfc8446#section-5.1 : the most that one record holds.
constexpr std::size_t record_size = 16384;

/// The bytes for the next record: of both texts at once, so that a head and a short body leave as one.
class Piece {
 public:
  std::string_view next(std::string_view head, std::string_view body, std::size_t written) {
    if (written >= head.size()) {
      return body.substr(written - head.size());
    }
    head.remove_prefix(written);
    if (body.empty() || head.size() >= record_size) {
      return head;
    }
    auto const of_body = std::min(body.size(), record_size - head.size());
    std::ranges::copy(head, room_.begin());
    std::ranges::copy(body.substr(0, of_body), room_.begin() + static_cast<std::ptrdiff_t>(head.size()));
    return {room_.data(), head.size() + of_body};
  }

 private:
  std::array<char, record_size> room_;
};

}  // namespace

char const* certificate_refusal(Error const& error) {
  auto const code = static_cast<unsigned long>(error.value());
  bool const is_ours = error.category() == asio::error::get_ssl_category() && ERR_GET_LIB(code) == ERR_LIB_USER;
  return is_ours ? X509_verify_cert_error_string(ERR_GET_REASON(code)) : nullptr;
}

bool is_plain_request(Error const& error) {
  return error.category() == asio::error::get_ssl_category() &&
         ERR_GET_REASON(static_cast<unsigned long>(error.value())) == SSL_R_HTTP_REQUEST;
}

TlsLayer::TlsLayer(SslHandle ssl, Socket& socket, Readiness& readiness)
    : ssl_(std::move(ssl)), socket_(socket), readiness_(readiness) {
  SSL_set_mode(ssl_.get(), SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  SSL_set_mode(ssl_.get(), SSL_MODE_RELEASE_BUFFERS);
  SSL_set_fd(ssl_.get(), socket_.native_handle());
}

TlsLayer::~TlsLayer() {
  if (is_usable_) {
    // Without a farewell on either side OpenSSL would not let the session be taken up again.
    SSL_set_shutdown(ssl_.get(), SSL_SENT_SHUTDOWN | SSL_RECEIVED_SHUTDOWN);
  }
}

Error TlsLayer::failure_of(int kind, int system_error) {
  is_usable_ = false;
  if (auto const verified = SSL_get_verify_result(ssl_.get()); verified != X509_V_OK) {
    return {static_cast<int>(ERR_PACK(ERR_LIB_USER, 0, verified)), asio::error::get_ssl_category()};
  }
  auto const code = ERR_get_error();
  bool const is_cut = ERR_GET_REASON(code) == SSL_R_UNEXPECTED_EOF_WHILE_READING && ERR_GET_LIB(code) == ERR_LIB_SSL;
  if (is_cut || (kind == SSL_ERROR_SYSCALL && system_error == 0)) {
    return asio::error::connection_reset;
  }
  if (kind == SSL_ERROR_SYSCALL) {
    return {system_error, boost::system::system_category()};
  }
  return {static_cast<int>(code), asio::error::get_ssl_category()};
}

bool TlsLayer::wants_more(int result, Direction& direction, Error& error) {
  auto const system_error = errno;
  auto const kind = SSL_get_error(ssl_.get(), result);
  if (kind == SSL_ERROR_WANT_READ || kind == SSL_ERROR_WANT_WRITE) {
    direction.wanted = kind == SSL_ERROR_WANT_READ ? Socket::wait_read : Socket::wait_write;
    return true;
  }
  error = kind == SSL_ERROR_ZERO_RETURN ? Error(asio::error::eof) : failure_of(kind, system_error);
  return false;
}

Awaitable<void> TlsLayer::wait(Direction& direction, Error& error) {
  // Writing wants to read only where the other side negotiates anew, which it may not.
  if (&direction == &reading_ && direction.wanted == Socket::wait_read) {
    co_await readiness_.wait(error);
  } else {
    co_await socket_.async_wait(direction.wanted, into(error));
  }
  if (direction.waiting.is_cancelled()) {
    error = asio::error::operation_aborted;
  }
}

Awaitable<void> TlsLayer::handshake(Error& error) {
  Waiting::UnderWay const under_way(reading_.waiting);
  error = {};
  while (!error) {
    ERR_clear_error();
    errno = 0;
    auto const result = SSL_do_handshake(ssl_.get());
    if (result == 1 || !wants_more(result, reading_, error)) {
      break;
    }
    co_await wait(reading_, error);
  }
  if (error == asio::error::connection_reset || error == asio::error::eof) {
    // Whoever speaks no TLS hangs up here.
    error = {static_cast<int>(ERR_PACK(ERR_LIB_SSL, 0, SSL_R_UNEXPECTED_EOF_WHILE_READING)),
             asio::error::get_ssl_category()};
  }
}

std::size_t TlsLayer::read_some_now(asio::mutable_buffer room, Error& error) {
  error = is_usable_ ? Error() : Error(asio::error::bad_descriptor);
  if (error) {
    return 0;
  }
  ERR_clear_error();
  errno = 0;
  std::size_t size = 0;
  auto const result = SSL_read_ex(ssl_.get(), room.data(), room.size(), &size);
  if (result != 1 && wants_more(result, reading_, error)) {
    error = asio::error::would_block;
  }
  return size;
}

Awaitable<void> TlsLayer::wait_for_bytes(Error& error) {
  Waiting::UnderWay const under_way(reading_.waiting);
  co_await wait(reading_, error);
}

std::size_t TlsLayer::write_some_now(std::string_view head, std::string_view body, Error& error) {
  Piece piece;
  std::size_t written = 0;
  error = is_usable_ ? Error() : Error(asio::error::bad_descriptor);
  while (!error && written < head.size() + body.size()) {
    auto const bytes = piece.next(head, body, written);
    ERR_clear_error();
    errno = 0;
    std::size_t size = 0;
    auto const result = SSL_write_ex(ssl_.get(), bytes.data(), bytes.size(), &size);
    if (result != 1) {
      wants_more(result, writing_, error);
      break;
    }
    written += size;
  }
  return written;
}

Awaitable<void> TlsLayer::wait_for_room(Error& error) {
  Waiting::UnderWay const under_way(writing_.waiting);
  co_await wait(writing_, error);
}

void TlsLayer::cancel() {
  reading_.waiting.cancel();
  writing_.waiting.cancel();
}

void TlsLayer::say_goodbye() {
  if (is_usable_ && SSL_is_init_finished(ssl_.get()) == 1) {
    ERR_clear_error();
    SSL_shutdown(ssl_.get());
  }
}

}  // namespace corsage::gateway
