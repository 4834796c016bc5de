#include "worker.hpp"

#include <algorithm>
#include <utility>

#include "address_bytes.hpp"
#include "client_connection.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>

namespace corsage::gateway {
namespace {

// One thread runs it; others only post. So its sockets need no locks.
constexpr int one_thread = BOOST_ASIO_CONCURRENCY_HINT_UNSAFE_IO;

Awaitable<void> serve(Worker& worker, Socket socket, Scheme scheme, Census::Place place) {
  ClientConnection connection(worker, std::move(socket), scheme, std::move(place));
  worker.add(connection);
  co_await connection.serve();
}

}  // namespace

Worker::Worker(std::shared_ptr<Site const> site, Commons& commons, Scribe& scribe)
    : context_(one_thread), ticker_(context_), site_(std::move(site)), commons_(commons), observer_(scribe, *site_) {
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
  first_byte.set_limit(limits.first_byte_time, now_);
  idle.set_limit(limits.idle_time, now_);
  head.set_limit(limits.head_time, now_);
  body.set_limit(limits.body_time, now_);
  connect.set_limit(limits.connect_time, now_);
  response.set_limit(limits.response_time, now_);
  stream.set_limit(limits.stream_time, now_);
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

void Worker::poll() {
  context_.restart();
  while (context_.poll() > 0) {
  }
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
      admit(std::move(socket), listening.scheme);
    } else if (!is_draining_) {
      co_await make_room();
    }
  }
}

void Worker::admit(Socket socket, Scheme scheme) {
  Error error;
  auto const remote = socket.remote_endpoint(error);
  if (error) {
    return;
  }
  auto const address = bytes_of(remote.address());
  auto const& configuration = site_->configuration;
  auto place = commons_.census.enter(address, configuration.limits, !is_among(configuration.trusted_proxies, address));
  if (place.admission() != Admission::turned_away) {
    asio::co_spawn(context_, serve(*this, std::move(socket), scheme, std::move(place)), asio::detached);
  }
}

Awaitable<void> Worker::make_room() {
  constexpr std::size_t some = 16;
  idle.expire_soonest(some);
  for (auto& [address, pool] : pools_) {
    pool.close_kept();
  }
  Timer pause(context_, tick_time);
  Error ignored;
  co_await pause.async_wait(into(ignored));
}

void Worker::notice_departures() {
  waiting_.clear();
  polled_.clear();
  for (auto& connection : connections_) {
    if (connection.is_unread()) {
      waiting_.push_back(&connection);
      polled_.push_back({.fd = connection.stream().socket().native_handle(), .events = POLLRDHUP, .revents = 0});
    }
  }
  if (polled_.empty() || ::poll(polled_.data(), polled_.size(), 0) <= 0) {
    return;
  }
  for (std::size_t i = 0; i < polled_.size(); ++i) {
    if (polled_[i].revents != 0) {
      waiting_[i]->look_whether_it_left();
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
    for (auto* const queue : {&first_byte, &idle, &head, &body, &connect, &response, &stream, &linger, &lull}) {
      queue->expire(now_);
    }
    for (auto& [address, pool] : pools_) {
      pool.close_idle(now_);
    }
    std::erase_if(pools_, [](auto const& entry) { return entry.second.is_over(); });
    buffers_.trim();
    exchanges_.trim();
    pipes_.trim();
    observer_.flush();
    if (++ticks_ % ticks_between_looks == 0) {
      notice_departures();
    }
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
  if (is_draining_) {
    connection.drain();
  }
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
