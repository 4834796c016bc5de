#pragma once

// Boost 1.74's awaitable wants them and does not say so.
#include <chrono>
#include <utility>

// Boost 1.74 knows the coroutines of clang by their name before the standard had them.
#if defined(__clang__) && !defined(BOOST_ASIO_HAS_CO_AWAIT)
#define BOOST_ASIO_HAS_CO_AWAIT 1
#define BOOST_ASIO_HAS_STD_COROUTINE 1
#endif

#include <boost/asio/awaitable.hpp>
#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/error_code.hpp>

/// Boost.Asio with the one executor that the gateway has: naming its type spares a virtual call at each step.
namespace corsage::gateway {

namespace asio = boost::asio;

using Error = boost::system::error_code;
using Executor = asio::io_context::executor_type;
using Tcp = asio::ip::tcp;
using Socket = asio::basic_stream_socket<Tcp, Executor>;
using Acceptor = asio::basic_socket_acceptor<Tcp, Executor>;
using Timer =
    asio::basic_waitable_timer<std::chrono::steady_clock, asio::wait_traits<std::chrono::steady_clock>, Executor>;
using Resolver = asio::ip::basic_resolver<Tcp, Executor>;

template <typename Value>
using Awaitable = asio::awaitable<Value, Executor>;

/// A coroutine's end of an operation: what went wrong is left in `error`, and nothing is thrown.
inline auto into(Error& error) {
  return asio::redirect_error(asio::use_awaitable_t<Executor>(), error);
}

}  // namespace corsage::gateway
