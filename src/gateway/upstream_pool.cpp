#include "upstream_pool.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "blocked_address.hpp"
#include "client_tls.hpp"

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

Awaitable<void> UpstreamPool::resolve(Error& error) {
  auto const now = Clock::now();
  if (!addresses_.empty() && now - resolved_at_ < resolved_for) {
    co_return;
  }
  Error not_numeric;
  auto const numeric = asio::ip::make_address(upstream_.host, not_numeric);
  if (!not_numeric) {
    addresses_ = {{.endpoint = {numeric, upstream_.port}}};
    if (!are_all_allowed(addresses_)) {
      addresses_.clear();
      error = asio::error::access_denied;
      co_return;
    }
    resolved_at_ = Clock::time_point::max() - resolved_for;
    co_return;
  }
  Resolver resolver(executor_);
  auto const found = co_await resolver.async_resolve(upstream_.host, std::to_string(upstream_.port), into(error));
  if (error && !addresses_.empty()) {
    error = {};  // What was known before will do until names are resolved again.
    co_return;
  }
  std::vector<Address> addresses;
  for (auto const& entry : found) {
    auto const known = std::ranges::find(addresses_, entry.endpoint(), &Address::endpoint);
    addresses.push_back(known == addresses_.end() ? Address{.endpoint = entry.endpoint()} : *known);
  }
  if (!are_all_allowed(addresses)) {
    // One that is private makes them all suspect: whoever wrote the name's entry is free to leave out the others.
    addresses_.clear();
    error = asio::error::access_denied;
    co_return;
  }
  addresses_ = std::move(addresses);
  resolved_at_ = now;
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
                                                                     std::function<bool()> is_given_up, Error& error) {
  PoolHandle const self(this);
  auto const now = Clock::now();
  error = {};
  co_await resolve(error);
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
