#include "tunnel.hpp"

#include <array>
#include <cstddef>

#include "client_connection.hpp"
#include "long_lived.hpp"
#include "stream.hpp"
#include "worker.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

namespace corsage::gateway {
namespace {

/// How far both ways have come; the second is the one back.
struct Ends {
  std::array<bool, 2> has_ended{};
  bool is_broken_off = false;
};

/// Until `from` has ended; false where it, or `to`, broke off.
Awaitable<bool> relay(ClientConnection& client, Stream& from, Stream& to, bool const& other_has_ended,
                      bool const& is_broken_off) {
  auto buffer = client.worker().buffers().take();
  while (!is_broken_off) {
    Error error;
    auto const size = co_await from.read_some({buffer.data(), Buffer::size}, error);
    if (error) {
      to.shut_down_sending();
      co_return error == asio::error::eof;
    }
    if (!other_has_ended) {
      client.arm(client.worker().stream);
    }
    co_await to.write(buffer.view(size), error);
    if (error) {
      co_return false;
    }
  }
  co_return false;
}

}  // namespace

Awaitable<void> relay_both_ways(ClientConnection& client, Stream& upstream, std::string_view ahead) {
  Timer ended(client.worker().executor(), Timer::time_point::max());
  Ends ends;
  client.set_is_read(true);
  probe_while_silent(client.stream().socket());
  probe_while_silent(upstream.socket());
  client.arm(client.worker().stream);
  // Who ends, ends in its turn what the other still says: soon where it said so, at once where it broke off.
  auto const end = [&](std::size_t way, bool is_in_order) {
    ends.has_ended[way] = true;
    if (!is_in_order) {
      // The way back may not have begun yet: then nothing is there to be cancelled.
      ends.is_broken_off = true;
      client.stream().cancel();
      upstream.cancel();
    } else if (!ends.has_ended[1 - way]) {
      client.arm(client.worker().linger);
    }
    ended.cancel();
  };
  Error error;
  co_await upstream.write(ahead, error);
  auto const back = [&]() -> Awaitable<void> {
    bool const is_in_order = co_await relay(client, upstream, client.stream(), ends.has_ended[0], ends.is_broken_off);
    end(1, is_in_order);
  };
  asio::co_spawn(client.worker().executor(), back, asio::detached);
  bool const is_in_order = co_await relay(client, client.stream(), upstream, ends.has_ended[1], ends.is_broken_off);
  end(0, is_in_order);
  while (!ends.has_ended[1]) {
    Error ignored;
    co_await ended.async_wait(into(ignored));
  }
}

}  // namespace corsage::gateway
