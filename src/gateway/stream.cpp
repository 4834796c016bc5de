#include "stream.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include <boost/asio/post.hpp>

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
  tls_ = std::make_unique<TlsLayer>(std::move(tls), socket_, readiness_);
  co_await tls_->handshake(error);
}

Awaitable<std::size_t> Stream::read_some(asio::mutable_buffer room, Error& error) {
  // What nobody is told of is there now, if it is.
  is_drained_ = false;
  while (true) {
    if (!wants_to_wait()) {
      auto const size = read_some_now(room, error);
      if (error != asio::error::would_block) {
        co_return size;
      }
    }
    co_await wait_for_bytes(error);
    if (error) {
      co_return 0;
    }
  }
}

std::size_t Stream::read_some_now(asio::mutable_buffer room, Error& error) {
  ++reads_at_once_;
  auto const size = tls_ ? tls_->read_some_now(room, error) : socket_.read_some(room, error);
  // Of TLS a record is read at a time.
  is_drained_ = tls_ ? error == asio::error::would_block : size < room.size();
  return size;
}

Awaitable<void> Stream::wait_for_bytes(Error& error) {
  if (!is_drained_ && reads_at_once_ >= most_at_once) {
    return let_others_go_first(error);
  }
  is_drained_ = false;
  reads_at_once_ = 0;
  return tls_ ? tls_->wait_for_bytes(error) : readiness_.wait(error);
}

Awaitable<void> Stream::let_others_go_first(Error& error) {
  Waiting::UnderWay const under_way(turn_);
  reads_at_once_ = 0;
  co_await asio::post(socket_.get_executor(), asio::use_awaitable_t<Executor>());
  error = turn_.is_cancelled() ? Error(asio::error::operation_aborted) : Error();
}

void Stream::look_for_end() {
  // What lies in TLS's records was looked at to the last of them.
  if (!tls_ && !is_silent()) {
    cancel();
  }
}

std::size_t Stream::write_some_now(std::string_view head, std::string_view body, Error& error) {
  if (tls_) {
    return tls_->write_some_now(head, body, error);
  }
  // One text is sent for less than two that are gathered, even where they are copied for it.
  std::array<char, 4096> room;
  std::size_t written = 0;
  if (body.empty()) {
    written = socket_.write_some(asio::buffer(head), error);
  } else if (head.size() + body.size() <= room.size()) {
    std::ranges::copy(body, std::ranges::copy(head, room.begin()).out);
    written = socket_.write_some(asio::buffer(room, head.size() + body.size()), error);
  } else {
    written = socket_.write_some(buffers_of(head, body), error);
  }
  if (error == asio::error::would_block) {
    error = {};
  }
  return written;
}

Awaitable<void> Stream::write(std::string_view bytes, Error& error) {
  auto const written = write_some_now(bytes, {}, error);
  if (!error && written < bytes.size()) {
    co_await write_all({}, bytes.substr(written), error);
  }
}

Awaitable<void> Stream::write_rest(std::string_view head, std::string_view body, std::size_t written, Error& error) {
  auto const of_head = std::min(written, head.size());
  std::string const kept(head.substr(of_head));
  co_await write_all(kept, body.substr(written - of_head), error);
}

Awaitable<void> Stream::write_all(std::string_view head, std::string_view body, Error& error) {
  while (true) {
    auto const written = write_some_now(head, body, error);
    auto const of_head = std::min(written, head.size());
    head.remove_prefix(of_head);
    body.remove_prefix(written - of_head);
    if (error || head.size() + body.size() == 0) {
      break;
    }
    co_await wait_for_room(error);
    if (error) {
      break;
    }
  }
}

Awaitable<void> Stream::wait_for_room(Error& error) {
  if (tls_) {
    co_await tls_->wait_for_room(error);
    co_return;
  }
  Waiting::UnderWay const under_way(room_);
  co_await socket_.async_wait(Socket::wait_write, into(error));
  if (room_.is_cancelled()) {
    error = asio::error::operation_aborted;
  }
}

void Stream::cancel() {
  readiness_.cancel();
  turn_.cancel();
  room_.cancel();
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
