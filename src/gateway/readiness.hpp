#pragma once

#include <optional>

#include "asio.hpp"

#include <boost/asio/async_result.hpp>
#include <boost/asio/detail/reactor.hpp>
#include <boost/asio/detail/reactor_op.hpp>

namespace corsage::gateway {

/// Waits until there is something to read on a socket that nobody has been told of yet.
///
/// The reactor hears of whatever arrives, once, and keeps in mind what nobody waited for. Asio's own operations make
/// little of that: a read asks the kernel first, even where the last one left nothing, and a wait has the descriptor armed
/// again. Each is a system call for every request. So this is an operation of the reactor's own kind, from inside Asio.
///
/// Who waits has read all that there was before: what was left is not told of again. An end that came together with the
/// last bytes is such a thing. And there may be nothing after all, as when a socket is new.
class Readiness final : private asio::detail::reactor_op {
 public:
  explicit Readiness(Socket& socket);
  Readiness(Readiness const&) = delete;
  Readiness& operator=(Readiness const&) = delete;
  ~Readiness() = default;

  /// One waits at a time; the socket's `close` ends it, and its `cancel` together with this one's.
  Awaitable<void> wait(Error& error);

  /// Ends the wait, also where what it waits for has come, and it does not know yet.
  void cancel() { is_cancelled_ = waiter_.has_value(); }

 private:
  using Waiter = asio::async_result<asio::use_awaitable_t<Executor>, void()>::handler_type;

  static status look(reactor_op* operation);
  static void complete(void* owner, asio::detail::operation* operation, Error const& ignored, std::size_t ignored_size);
  void start(Waiter waiter, Error& error);

  Socket& socket_;
  asio::detail::reactor& reactor_;
  std::optional<Waiter> waiter_;
  Error* error_ = nullptr;
  bool is_cancelled_ = false;
};

}  // namespace corsage::gateway
