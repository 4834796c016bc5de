#include "worker.hpp"

#include <algorithm>
#include <utility>

#include "client_connection.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>

namespace corsage::gateway {
namespace {

// One thread runs it; others only post. So its sockets need no locks.
constexpr int one_thread = BOOST_ASIO_CONCURRENCY_HINT_UNSAFE_IO;

Awaitable<void> serve(Worker& worker, Socket socket, Scheme scheme) {
  ClientConnection connection(worker, std::move(socket), scheme);
  worker.add(connection);
  co_await connection.serve();
}

}  // namespace

Worker::Worker(std::shared_ptr<Site const> site, Scribe& scribe)
    : context_(one_thread), ticker_(context_), site_(std::move(site)), observer_(scribe, *site_) {
  take_effect();
}

Worker::~Worker() = default;

void Worker::listen(Tcp::endpoint const& endpoint, Scheme scheme, Error& error) {
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
    listening_.push_back({.acceptor = std::move(acceptor), .scheme = scheme});
  }
}

Tcp::endpoint Worker::local_endpoint(std::size_t listener) const {
  return listening_[listener].acceptor.local_endpoint();
}

void Worker::take_effect() {
  auto const& limits = site_->configuration.limits;
  idle.set_limit(limits.idle_time);
  head.set_limit(limits.head_time);
  body.set_limit(limits.body_time);
  connect.set_limit(limits.connect_time);
  response.set_limit(limits.response_time);
  if (site_->configuration.server_tls != nullptr) {
    // Listeners stay as they were: they go on with what they had where a new configuration has no certificates.
    server_tls_ = site_->configuration.server_tls;
  }
  for (auto& [upstream, pool] : pools_) {
    pool.set_retired(!is_named(upstream));
  }
}

bool Worker::is_named(Upstream const& upstream) const {
  return std::ranges::any_of(site_->configuration.routes, [&upstream](Route const& route) {
    return std::ranges::find(route.upstreams, upstream) != route.upstreams.end();
  });
}

void Worker::run() {
  for (auto& listening : listening_) {
    asio::co_spawn(context_, accept(listening), asio::detached);
  }
  asio::co_spawn(context_, tick(), asio::detached);
  context_.run();
  observer_.flush();
  has_ended_.store(true, std::memory_order_release);
}

WorkerFigures Worker::figures() const {
  auto figures = observer_.figures();
  for (auto const& [upstream, pool] : pools_) {
    figures.pools.push_back(pool.figures());
  }
  figures.connections = connections_.size();
  figures.accepted = accepted_;
  return figures;
}

Awaitable<void> Worker::accept(Listening& listening) {
  while (!is_draining_) {
    Error error;
    auto socket = co_await listening.acceptor.async_accept(into(error));
    if (!error) {
      asio::co_spawn(context_, serve(*this, std::move(socket), listening.scheme), asio::detached);
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
    if (now_ >= drained_at_) {
      for (auto& connection : connections_) {
        connection.abort();
      }
    }
    for (auto* const queue : {&idle, &head, &body, &connect, &response, &linger}) {
      queue->expire(now_);
    }
    for (auto& [address, pool] : pools_) {
      pool.close_idle(now_);
    }
    std::erase_if(pools_, [](auto const& entry) { return entry.second.is_over(); });
    observer_.flush();
  }
  pools_.clear();
  context_.stop();
}

void Worker::replace(std::shared_ptr<Site const> site) {
  asio::post(context_, [this, site = std::move(site)]() mutable {
    site_ = std::move(site);
    take_effect();
    observer_.take(*site_);
  });
}

void Worker::drain() {
  asio::post(context_, [this] {
    end();
    drained_at_ = std::min(drained_at_, Clock::now() + limits().drain_time);
  });
}

void Worker::abort() {
  asio::post(context_, [this] {
    end();
    drained_at_ = {};
  });
}

void Worker::end() {
  if (!is_draining_) {
    is_draining_ = true;
    for (auto& listening : listening_) {
      Error ignored;
      listening.acceptor.close(ignored);
    }
    for (auto& connection : connections_) {
      connection.drain();
    }
  }
}

void Worker::add(ClientConnection& connection) {
  connections_.push_back(connection);
  ++accepted_;
}

PoolHandle Worker::pool_of(Upstream const& upstream) {
  auto const found = pools_.find(upstream);
  if (found != pools_.end()) {
    return PoolHandle(&found->second);
  }
  auto& pool = pools_.try_emplace(upstream, executor(), upstream).first->second;
  // A request that goes by the configuration before this one.
  pool.set_retired(!is_named(upstream));
  return PoolHandle(&pool);
}

}  // namespace corsage::gateway
