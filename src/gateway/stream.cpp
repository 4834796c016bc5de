#include "stream.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include <boost/asio/write.hpp>

namespace corsage::gateway {
namespace {

std::array<asio::const_buffer, 2> buffers_of(std::string_view head, std::string_view body) {
  return {asio::const_buffer(head.data(), head.size()), asio::const_buffer(body.data(), body.size())};
}

}  // namespace

Stream::Stream(Socket socket) : socket_(std::move(socket)) {
  if (socket_.is_open()) {
    set_options();
  }
}

void Stream::set_options() {
  Error ignored;
  socket_.non_blocking(true, ignored);
  socket_.set_option(Tcp::no_delay(true), ignored);
}

Awaitable<void> Stream::connect(Tcp::endpoint const& endpoint, Error& error) {
  co_await socket_.async_connect(endpoint, into(error));
  if (!error) {
    set_options();
  }
}

Awaitable<void> Stream::start_tls(SslHandle tls, Error& error) {
  tls_ = std::make_unique<TlsLayer>(std::move(tls), socket_);
  co_await tls_->handshake(error);
}

Awaitable<std::size_t> Stream::read_some(asio::mutable_buffer room, Error& error) {
  return tls_ ? tls_->read_some(room, error) : socket_.async_read_some(room, into(error));
}

std::size_t Stream::write_some_now(std::string_view head, std::string_view body, Error& error) {
  if (tls_) {
    return tls_->write_some_now(head, body, error);
  }
  // One text is sent for less than two that are gathered.
  auto const written =
      body.empty() ? socket_.write_some(asio::buffer(head), error) : socket_.write_some(buffers_of(head, body), error);
  if (error == asio::error::would_block) {
    error = {};
  }
  return written;
}

Awaitable<void> Stream::write(std::string_view head, std::string_view body, Error& error) {
  auto const written = write_some_now(head, body, error);
  if (!error && written < head.size() + body.size()) {
    co_await write_rest(head, body, written, error);
  }
}

Awaitable<void> Stream::write_kept(std::string_view head, std::string_view body, Error& error) {
  auto const written = write_some_now(head, body, error);
  if (!error && written < head.size() + body.size()) {
    std::string const kept(head);
    co_await write_rest(kept, body, written, error);
  }
}

Awaitable<void> Stream::write_rest(std::string_view head, std::string_view body, std::size_t written, Error& error) {
  auto const of_head = std::min(written, head.size());
  head.remove_prefix(of_head);
  body.remove_prefix(written - of_head);
  if (tls_) {
    co_await tls_->write(head, body, error);
  } else {
    co_await asio::async_write(socket_, buffers_of(head, body), into(error));
  }
}

void Stream::cancel() {
  if (tls_) {
    tls_->cancel();
  }
  Error ignored;
  socket_.cancel(ignored);
}

void Stream::shut_down_sending() {
  say_goodbye();
  Error ignored;
  socket_.shutdown(Socket::shutdown_send, ignored);
}

void Stream::say_goodbye() {
  if (tls_) {
    tls_->say_goodbye();
  }
}

bool Stream::is_silent() {
  char byte = 0;
  Error error;
  auto const size = socket_.receive(asio::buffer(&byte, 1), Socket::message_peek, error);
  return size == 0 && error == asio::error::would_block && !(tls_ && tls_->has_pending());
}

void Stream::close() {
  if (tls_) {
    tls_->leave();
  }
  Error ignored;
  socket_.close(ignored);
}

}  // namespace corsage::gateway
