#include "long_lived.hpp"

#include <netinet/tcp.h>

namespace corsage::gateway {

void probe_while_silent(Socket& socket) {
  using Idle = asio::detail::socket_option::integer<IPPROTO_TCP, TCP_KEEPIDLE>;
  using Interval = asio::detail::socket_option::integer<IPPROTO_TCP, TCP_KEEPINTVL>;
  using Count = asio::detail::socket_option::integer<IPPROTO_TCP, TCP_KEEPCNT>;
  Error ignored;
  socket.set_option(asio::socket_base::keep_alive(true), ignored);
  socket.set_option(Idle(60), ignored);
  socket.set_option(Interval(15), ignored);
  socket.set_option(Count(4), ignored);
}

}  // namespace corsage::gateway
