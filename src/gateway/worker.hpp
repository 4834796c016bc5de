#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "asio.hpp"
#include "buffer_pool.hpp"
#include "client_connection.hpp"
#include "deadlines.hpp"
#include "exchange.hpp"
#include "site.hpp"
#include "upstream_pool.hpp"

#include <boost/intrusive/list.hpp>

namespace corsage::gateway {

/// One thread's share of the gateway: its own acceptors, connections, pools and clock. Nothing in it is shared while
/// requests are served.
class Worker {
 public:
  explicit Worker(std::shared_ptr<Site const> site);
  ~Worker();
  Worker(Worker const&) = delete;
  Worker& operator=(Worker const&) = delete;

  /// Takes connections there, beside other workers that do.
  void listen(Tcp::endpoint const& endpoint, Error& error);

  /// Where the listener, by its number, takes connections.
  Tcp::endpoint local_endpoint(std::size_t listener) const;

  std::size_t listener_count() const { return acceptors_.size(); }

  /// Serves until it is told to end and its last connection is closed.
  void run();

  /// From any thread: requests that begin from now on are answered by this configuration.
  void replace(std::shared_ptr<Site const> site);

  /// From any thread: takes no new connections, and ends when those that are there have had their answers.
  void drain();

  // For its connections, which run in its thread.
  std::shared_ptr<Site const> const& site() const { return site_; }
  Limits const& limits() const { return site_->configuration.limits; }
  bool is_draining() const { return is_draining_; }
  /// The time, as it was at the last look: some tenth of a second ago at most.
  Clock::time_point now() const { return now_; }
  Executor executor() { return context_.get_executor(); }
  BufferPool& buffers() { return buffers_; }
  ExchangePool& exchanges() { return exchanges_; }
  UpstreamPool& pool_of(Upstream const& upstream);
  void add(ClientConnection& connection);
  /// Room for heads that are written at once.
  std::string& scratch() {
    scratch_.clear();
    return scratch_;
  }

  DeadlineQueue idle{{}};
  DeadlineQueue head{{}};
  DeadlineQueue body{{}};
  DeadlineQueue connect{{}};
  DeadlineQueue response{{}};
  DeadlineQueue linger{std::chrono::seconds(2)};

 private:
  static constexpr std::chrono::milliseconds tick_time{100};

  Awaitable<void> accept(Acceptor& acceptor);
  Awaitable<void> tick();
  void set_limits();

  asio::io_context context_;
  std::vector<Acceptor> acceptors_;
  Timer ticker_;
  std::shared_ptr<Site const> site_;
  Clock::time_point now_ = Clock::now();
  BufferPool buffers_;
  ExchangePool exchanges_;
  std::map<Upstream, UpstreamPool> pools_;
  std::string scratch_;
  boost::intrusive::list<ClientConnection, boost::intrusive::base_hook<ConnectionHook>,
                         boost::intrusive::constant_time_size<false>>
      connections_;
  bool is_draining_ = false;
};

}  // namespace corsage::gateway
