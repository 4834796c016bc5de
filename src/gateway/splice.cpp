#include "splice.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <utility>

#include "client_connection.hpp"
#include "pipe.hpp"
#include "worker.hpp"

#include <fcntl.h>

namespace corsage::gateway {
namespace {

constexpr std::uint64_t most_rounds_at_once = 16;
constexpr unsigned int without_waiting = SPLICE_F_MOVE | SPLICE_F_NONBLOCK;

/// What splice(2) says, in the words of Asio: 0 bytes are the end, and `would_block` wants to be waited for.
std::size_t moved(ssize_t result, Error& error) {
  error = {};
  if (result < 0) {
    error = Error(errno, boost::system::system_category());
  } else if (result == 0) {
    error = asio::error::eof;
  }
  return result > 0 ? static_cast<std::size_t>(result) : 0;
}

/// Fills the empty pipe with what upstream has sent; waits until that is anything.
Awaitable<std::size_t> fill(Pipe const& pipe, Stream& upstream, ClientConnection& client, std::size_t most,
                            Error& error) {
  while (true) {
    auto const size = moved(
        ::splice(upstream.socket().native_handle(), nullptr, pipe.write_end(), nullptr, most, without_waiting), error);
    if (error != asio::error::would_block) {
      co_return size;
    }
    client.arm(client.worker().body);
    co_await upstream.wait_for_bytes(error);
    if (error) {
      co_return 0;
    }
  }
}

/// Empties the pipe, which holds `size` bytes, towards the client.
Awaitable<void> empty(Pipe const& pipe, ClientConnection& client, std::size_t size, bool is_last, Error& error) {
  auto& stream = client.stream();
  auto const flags = without_waiting | (is_last ? 0U : SPLICE_F_MORE);
  while (size > 0) {
    size -= moved(::splice(pipe.read_end(), nullptr, stream.socket().native_handle(), nullptr, size, flags), error);
    if (error == asio::error::would_block) {
      client.arm(client.worker().body);
      co_await stream.wait_for_room(error);
    }
    if (error) {
      co_return;
    }
  }
}

}  // namespace

Awaitable<void> splice_to_client(Stream& upstream, ClientConnection& client, std::uint64_t& remaining, Error& error) {
  error = {};
  std::uint64_t rounds = 0;
  auto pipe = client.worker().pipes().take();
  while (pipe && remaining > 0 && !error) {
    auto const most = static_cast<std::size_t>(std::min<std::uint64_t>(remaining, Pipe::capacity));
    auto const size = co_await fill(pipe, upstream, client, most, error);
    if (error) {
      break;
    }
    co_await empty(pipe, client, size, size == remaining, error);
    if (error) {
      co_return;
    }
    remaining -= size;
    // Two that are fast would have the thread alone.
    if (++rounds % most_rounds_at_once == 0) {
      co_await upstream.let_others_go_first(error);
    }
  }
  client.worker().pipes().give_back(std::move(pipe));
}

}  // namespace corsage::gateway
