#include "upload.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "client_connection.hpp"
#include "stream.hpp"
#include "worker.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <fmt/format.h>

namespace corsage::gateway {

void append_chunk(std::vector<std::string_view> const& pieces, std::string& out) {
  std::size_t size = 0;
  for (auto const piece : pieces) {
    size += piece.size();
  }
  if (size == 0) {
    return;
  }
  fmt::format_to(std::back_inserter(out), "{:x}\r\n", size);
  for (auto const piece : pieces) {
    out.append(piece);
  }
  out.append("\r\n");
}

void append_last_chunk(std::string_view trailer, std::string& out) {
  out.append("0\r\n").append(trailer).append("\r\n");
}

Upload::Upload(ClientConnection& client, Exchange& exchange, bool keeps_trailer)
    : client_(client), exchange_(exchange), ended_(client.worker().executor()), keeps_trailer_(keeps_trailer) {}

bool Upload::begin() {
  auto const behind = client_.behind_head();
  auto const& request = exchange_.request;
  if (request.framing == Framing::content_length) {
    auto const here = static_cast<std::size_t>(std::min<std::uint64_t>(request.content_length, behind.size()));
    at_hand_ = behind.substr(0, here);
    remaining_ = request.content_length - here;
    is_whole_ = remaining_ == 0;
    client_.take_behind_head(here);
  } else if (request.framing == Framing::chunked) {
    std::size_t consumed = 0;
    is_whole_ = false;
    if (!frame_chunks(behind, consumed)) {
      return false;
    }
    // What the parser leaves is the start of the next chunk, or of another request.
    unread_ = is_whole_ ? std::string_view() : behind.substr(consumed);
    client_.take_behind_head(consumed + unread_.size());
    at_hand_ = chunks_;
  }
  return true;
}

bool Upload::frame_chunks(std::string_view bytes, std::size_t& consumed) {
  exchange_.pieces.clear();
  auto const state = exchange_.request_parser->read_chunks(bytes, consumed, exchange_.pieces);
  for (auto const piece : exchange_.pieces) {
    sent_ += piece.size();
  }
  if (state == ParseState::malformed || sent_ > client_.worker().limits().body_bytes) {
    failure_ = state == ParseState::malformed ? Failure::malformed : Failure::too_long;
    return false;
  }
  append_chunk(exchange_.pieces, chunks_);
  if (state == ParseState::done) {
    append_last_chunk(keeps_trailer_ ? std::string_view(exchange_.request_parser->trailer()) : std::string_view(),
                      chunks_);
    is_whole_ = true;
  }
  return true;
}

void Upload::start(Stream& upstream) {
  is_running_ = true;
  was_started_ = true;
  client_.set_is_read(true);
  ended_.expires_at(Timer::time_point::max());
  asio::co_spawn(client_.worker().executor(), run(upstream), asio::detached);
}

Awaitable<void> Upload::run(Stream& upstream) {
  bool const is_counted = exchange_.request.framing == Framing::content_length;
  buffer_ = client_.worker().buffers().take();
  if (is_counted) {
    is_whole_ = co_await send_counted(upstream);
  } else {
    is_whole_ = co_await send_chunks(upstream);
  }
  if (failure_ != Failure::none) {
    // Whatever upstream would say, it would say to another request.
    upstream.cancel();
  } else if (is_whole_ && minds_time_) {
    client_.arm(client_.worker().response);
  }
  client_.set_is_read(false);
  is_running_ = false;
  ended_.cancel();
}

Awaitable<bool> Upload::send_counted(Stream& upstream) {
  while (remaining_ > 0 && !is_broken_off_) {
    auto const room = std::min<std::uint64_t>(remaining_, Buffer::size);
    Error error;
    auto const size = co_await client_.stream().read_some({buffer_.data(), static_cast<std::size_t>(room)}, error);
    if (error) {
      failure_ = Failure::client_gone;
      co_return false;
    }
    client_.arm(client_.worker().body);
    remaining_ -= size;
    co_await upstream.write(buffer_.view(size), error);
    if (error) {
      co_return false;
    }
  }
  co_return remaining_ == 0;
}

Awaitable<bool> Upload::send_chunks(Stream& upstream) {
  std::ranges::copy(unread_, buffer_.data());
  auto held = unread_.size();
  while (!is_broken_off_) {
    Error error;
    auto const size = co_await client_.stream().read_some(buffer_.room_behind(held), error);
    if (error) {
      failure_ = Failure::client_gone;
      co_return false;
    }
    client_.arm(client_.worker().body);
    held += size;
    std::size_t consumed = 0;
    chunks_.clear();
    if (!frame_chunks(buffer_.view(held), consumed)) {
      co_return false;
    }
    bool const is_last = is_whole_;
    is_whole_ = false;
    co_await upstream.write(chunks_, error);
    if (error) {
      co_return false;
    }
    auto const left = buffer_.view(held).substr(consumed);
    if (is_last) {
      client_.receive_behind_body(left);
      co_return true;
    }
    std::ranges::copy(left, buffer_.data());
    held = left.size();
    if (held == Buffer::size) {
      failure_ = Failure::malformed;  // a line of a chunk without end
      co_return false;
    }
  }
  co_return false;
}

Awaitable<void> Upload::break_off(Stream& upstream) {
  // It may not have begun yet: then nothing is there to be cancelled.
  is_broken_off_ = true;
  upstream.cancel();
  client_.stream().cancel();
  while (is_running_) {
    Error ignored;
    co_await ended_.async_wait(into(ignored));
  }
}

}  // namespace corsage::gateway
