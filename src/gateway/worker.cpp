#include "worker.hpp"

#include <utility>

#include "client_connection.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>

namespace corsage::gateway {
namespace {

// One thread runs it; others only post. So its sockets need no locks.
constexpr int one_thread = BOOST_ASIO_CONCURRENCY_HINT_UNSAFE_IO;

Awaitable<void> serve(Worker& worker, Socket socket) {
  ClientConnection connection(worker, std::move(socket));
  worker.add(connection);
  co_await connection.serve();
}

}  // namespace

Worker::Worker(std::shared_ptr<Site const> site) : context_(one_thread), ticker_(context_), site_(std::move(site)) {
  set_limits();
}

Worker::~Worker() = default;

void Worker::listen(Tcp::endpoint const& endpoint, Error& error) {
  Acceptor acceptor(context_);
  acceptor.open(endpoint.protocol(), error);
  if (error) {
    return;
  }
  using ReusePort = asio::detail::socket_option::boolean<SOL_SOCKET, SO_REUSEPORT>;
  acceptor.set_option(asio::socket_base::reuse_address(true), error);
  acceptor.set_option(ReusePort(true), error);
  acceptor.bind(endpoint, error);
  if (!error) {
    acceptor.listen(4096, error);
  }
  if (!error) {
    acceptors_.push_back(std::move(acceptor));
  }
}

Tcp::endpoint Worker::local_endpoint(std::size_t listener) const {
  return acceptors_[listener].local_endpoint();
}

void Worker::set_limits() {
  auto const& limits = site_->configuration.limits;
  idle.set_limit(limits.idle_time);
  head.set_limit(limits.head_time);
  body.set_limit(limits.body_time);
  connect.set_limit(limits.connect_time);
  response.set_limit(limits.response_time);
}

void Worker::run() {
  for (auto& acceptor : acceptors_) {
    asio::co_spawn(context_, accept(acceptor), asio::detached);
  }
  asio::co_spawn(context_, tick(), asio::detached);
  context_.run();
}

Awaitable<void> Worker::accept(Acceptor& acceptor) {
  while (!is_draining_) {
    Error error;
    auto socket = co_await acceptor.async_accept(into(error));
    if (!error) {
      asio::co_spawn(context_, serve(*this, std::move(socket)), asio::detached);
    } else if (!is_draining_) {
      // No file descriptors are left: some will be, when connections have ended.
      Timer pause(context_, tick_time);
      Error ignored;
      co_await pause.async_wait(into(ignored));
    }
  }
}

Awaitable<void> Worker::tick() {
  while (!is_draining_ || !connections_.empty()) {
    Error ignored;
    ticker_.expires_after(tick_time);
    co_await ticker_.async_wait(into(ignored));
    now_ = Clock::now();
    for (auto* const queue : {&idle, &head, &body, &connect, &response, &linger}) {
      queue->expire(now_);
    }
    for (auto& [address, pool] : pools_) {
      pool.close_idle(now_);
    }
  }
  pools_.clear();
  context_.stop();
}

void Worker::replace(std::shared_ptr<Site const> site) {
  asio::post(context_, [this, site = std::move(site)]() mutable {
    site_ = std::move(site);
    set_limits();
  });
}

void Worker::drain() {
  asio::post(context_, [this] {
    is_draining_ = true;
    for (auto& acceptor : acceptors_) {
      Error ignored;
      acceptor.close(ignored);
    }
    for (auto& connection : connections_) {
      connection.drain();
    }
  });
}

void Worker::add(ClientConnection& connection) {
  connections_.push_back(connection);
}

UpstreamPool& Worker::pool_of(Upstream const& upstream) {
  auto const found = pools_.find(upstream);
  return found != pools_.end() ? found->second : pools_.try_emplace(upstream, executor(), upstream).first->second;
}

}  // namespace corsage::gateway
