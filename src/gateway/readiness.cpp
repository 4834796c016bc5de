#include "readiness.hpp"

#include <utility>

namespace corsage::gateway {
namespace {

/// What Asio keeps to itself of a socket: its place in the reactor.
struct Inside : Socket {
  static asio::detail::reactor::per_descriptor_data& place_of(Socket& socket) {
    return (socket.*(&Inside::impl_)).get_implementation().reactor_data_;
  }
};

}  // namespace

Readiness::Readiness(Socket& socket)
    : reactor_op(Error(), &look, &complete),
      socket_(socket),
      reactor_(asio::use_service<asio::detail::reactor>(socket.get_executor().context())) {}

asio::detail::reactor_op::status Readiness::look(reactor_op* /*operation*/) {
  // It is asked where something arrived; and from now on nothing has, until the reactor hears of more.
  return done_and_exhausted;
}

void Readiness::complete(void* owner, asio::detail::operation* operation, Error const& /*ignored*/,
                         std::size_t /*ignored_size*/) {
  auto& self = static_cast<Readiness&>(*static_cast<reactor_op*>(operation));
  // The coroutine may end this object.
  auto waiter = *std::exchange(self.waiter_, std::nullopt);
  *self.error_ = self.is_cancelled_ ? Error(asio::error::operation_aborted) : self.ec_;
  if (owner != nullptr) {
    waiter();
  }
}

void Readiness::start(Waiter waiter, Error& error) {
  waiter_.emplace(std::move(waiter));
  error_ = &error;
  is_cancelled_ = false;
  ec_ = {};
  reactor_.start_op(asio::detail::reactor::read_op, socket_.native_handle(), Inside::place_of(socket_), this, true,
                    true);
}

Awaitable<void> Readiness::wait(Error& error) {
  asio::use_awaitable_t<Executor> token;
  return asio::async_initiate<asio::use_awaitable_t<Executor>, void()>(
      [this, &error](Waiter waiter) { start(std::move(waiter), error); }, token);
}

}  // namespace corsage::gateway
