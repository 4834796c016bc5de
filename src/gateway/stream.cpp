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
  Error ignored;
  socket_.non_blocking(true, ignored);
  socket_.set_option(Tcp::no_delay(true), ignored);
}

Awaitable<std::size_t> Stream::read_some(asio::mutable_buffer room, Error& error) {
  return socket_.async_read_some(room, into(error));
}

std::size_t Stream::write_some_now(std::string_view head, std::string_view body, Error& error) {
  auto const written = socket_.write_some(buffers_of(head, body), error);
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
  co_await asio::async_write(socket_, buffers_of(head, body), into(error));
}

void Stream::cancel() {
  Error ignored;
  socket_.cancel(ignored);
}

void Stream::close() {
  Error ignored;
  socket_.close(ignored);
}

}  // namespace corsage::gateway
