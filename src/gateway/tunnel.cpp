#include "tunnel.hpp"

#include "client_connection.hpp"
#include "stream.hpp"
#include "worker.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

namespace corsage::gateway {
namespace {

Awaitable<void> relay(ClientConnection& client, Stream& from, Stream& to) {
  auto buffer = client.worker().buffers().take();
  while (true) {
    Error error;
    auto const size = co_await from.read_some({buffer.data(), Buffer::size}, error);
    if (error) {
      break;
    }
    client.arm(client.worker().idle);
    co_await to.write(buffer.view(size), {}, error);
    if (error) {
      break;
    }
  }
  to.shut_down_sending();
}

}  // namespace

Awaitable<void> relay_both_ways(ClientConnection& client, Stream& upstream, std::string_view ahead) {
  Timer ended(client.worker().executor(), Timer::time_point::max());
  bool is_running = true;
  client.arm(client.worker().idle);
  Error error;
  co_await upstream.write(ahead, {}, error);
  auto const back = [&]() -> Awaitable<void> {
    co_await relay(client, upstream, client.stream());
    is_running = false;
    ended.cancel();
  };
  asio::co_spawn(client.worker().executor(), back, asio::detached);
  co_await relay(client, client.stream(), upstream);
  while (is_running) {
    Error ignored;
    co_await ended.async_wait(into(ignored));
  }
}

}  // namespace corsage::gateway
