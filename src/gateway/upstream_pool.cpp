#include "upstream_pool.hpp"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <utility>

#include "blocked_address.hpp"
#include "client_tls.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <fmt/format.h>

namespace corsage::gateway {

std::unique_ptr<UpstreamConnection> UpstreamPool::take_kept() {
  if (kept_.empty()) {
    return nullptr;
  }
  auto connection = std::move(kept_.back());
  kept_.pop_back();
  connection->is_reused = true;
  ++reused_;
  return connection;
}

/// A name's addresses, asked of the system. It may come back when nobody waits any more, and the pool is gone.
struct UpstreamPool::LookUp {
  bool is_over = false;
  Error error = {};
  std::vector<Tcp::endpoint> endpoints = {};
  std::vector<Timer*> waiting = {};

  static Awaitable<void> run(std::shared_ptr<LookUp> look_up, Executor executor, std::string host, std::uint16_t port) {
    Resolver resolver(executor);
    auto const found = co_await resolver.async_resolve(host, std::to_string(port), into(look_up->error));
    for (auto const& entry : found) {
      look_up->endpoints.push_back(entry.endpoint());
    }
    look_up->is_over = true;
    for (auto* const turn : look_up->waiting) {
      turn->cancel();
    }
  }
};

Awaitable<void> UpstreamPool::resolve(Clock::time_point end, Error& error) {
  Error not_numeric;
  auto const numeric = asio::ip::make_address(upstream_.host, not_numeric);
  if (!not_numeric) {
    take({{numeric, upstream_.port}});
  } else {
    take_look_up();
    if (look_up_ == nullptr && (addresses_.empty() || Clock::now() - resolved_at_ > resolved_for)) {
      look_up_ = std::make_shared<LookUp>();
      asio::co_spawn(executor_, LookUp::run(look_up_, executor_, upstream_.host, upstream_.port), asio::detached);
    }
    if (!addresses_.empty()) {
      co_return;  // What was known before will do until there is something newer.
    }
    // Nothing ends a look-up that takes too long: so it is left alone.
    Timer turn(executor_, end);
    auto const look_up = look_up_;
    look_up->waiting.push_back(&turn);
    Error ignored;
    co_await turn.async_wait(into(ignored));
    std::erase(look_up->waiting, &turn);
    take_look_up();
    error = look_up->is_over ? look_up->error : Error(asio::error::operation_aborted);
  }
  if (!error && addresses_.empty()) {
    error = asio::error::access_denied;
  }
}

void UpstreamPool::take_look_up() {
  if (look_up_ == nullptr || !look_up_->is_over) {
    return;
  }
  auto const look_up = std::exchange(look_up_, nullptr);
  // Where nobody knows the name just now, the addresses stay that it had.
  if (!look_up->error) {
    take(look_up->endpoints);
  }
}

void UpstreamPool::take(std::vector<Tcp::endpoint> const& endpoints) {
  std::vector<Address> addresses;
  for (auto const& endpoint : endpoints) {
    auto const known = std::ranges::find(addresses_, endpoint, &Address::endpoint);
    addresses.push_back(known == addresses_.end() ? Address{.endpoint = endpoint} : *known);
  }
  // One that is private makes them all suspect: whoever wrote the name's entry is free to leave out the others.
  addresses_ = are_all_allowed(addresses) ? std::move(addresses) : std::vector<Address>();
  resolved_at_ = Clock::now();
}

bool UpstreamPool::are_all_allowed(std::vector<Address> const& addresses) {
  blocked_.reset();
  for (auto const& address : addresses) {
    if (upstream_.must_be_public && !blocked_) {
      blocked_ = blocked_as(address.endpoint.address());
    }
  }
  return !blocked_;
}

Awaitable<std::unique_ptr<UpstreamConnection>> UpstreamPool::connect(std::function<void(Stream*)> waits_for,
                                                                     std::function<bool()> is_given_up,
                                                                     Clock::duration patience, Error& error) {
  PoolHandle const self(this);
  auto const now = Clock::now();
  error = {};
  co_await resolve(now + patience, error);
  if (error) {
    avoided_until_ = now + avoided_for;
    co_return nullptr;
  }
  auto const failed_lately = [now](Address const& address) { return now - address.failed_at <= avoided_for; };
  std::vector<Address> order;
  std::ranges::remove_copy_if(addresses_, std::back_inserter(order), failed_lately);
  std::ranges::copy_if(addresses_, std::back_inserter(order), failed_lately);
  error = asio::error::host_not_found;
  for (auto const& address : order) {
    auto connection = std::make_unique<UpstreamConnection>(executor_, self);
    error = {};
    waits_for(&connection->stream);
    co_await open(connection->stream, address.endpoint, error);
    waits_for(nullptr);
    if (!error) {
      ++opened_;
      avoided_until_ = {};
      co_return connection;
    }
    ++failed_;
    if (error == asio::error::no_descriptors || is_given_up()) {
      co_return nullptr;
    }
    if (auto const known = std::ranges::find(addresses_, address.endpoint, &Address::endpoint);
        known != addresses_.end()) {
      known->failed_at = now;
    }
  }
  avoided_until_ = now + avoided_for;
  co_return nullptr;
}

Awaitable<void> UpstreamPool::open(Stream& stream, Tcp::endpoint const& endpoint, Error& error) {
  co_await stream.connect(endpoint, error);
  if (!error && upstream_.tls != nullptr) {
    co_await stream.start_tls(upstream_.tls->begin(upstream_.host, session_), error);
  }
}

void UpstreamPool::set_retired(bool is_retired) {
  is_retired_ = is_retired;
  if (is_retired_) {
    kept_.clear();
  }
}

void UpstreamPool::keep(std::unique_ptr<UpstreamConnection> connection, Clock::time_point now) {
  if (!is_retired_ && kept_.size() < most_kept) {
    connection->idle_since = now;
    kept_.push_back(std::move(connection));
  }
}

PoolFigures UpstreamPool::figures() const {
  return {.upstream = fmt::format("{}:{}", upstream_.host, upstream_.port),
          .kept = kept_.size(),
          .opened = opened_,
          .reused = reused_,
          .failed = failed_};
}

void UpstreamPool::close_idle(Clock::time_point now) {
  // Nothing is to be heard from a connection that is kept: whatever is, no request may take it for its answer.
  std::erase_if(kept_, [now](auto const& connection) {
    return now - connection->idle_since > kept_for || !connection->stream.is_silent();
  });
}

}  // namespace corsage::gateway
