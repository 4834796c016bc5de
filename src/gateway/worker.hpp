#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "asio.hpp"
#include "buffer_pool.hpp"
#include "client_connection.hpp"
#include "commons.hpp"
#include "deadlines.hpp"
#include "exchange.hpp"
#include "observer.hpp"
#include "pipe.hpp"
#include "server_tls.hpp"
#include "site.hpp"
#include "upstream_pool.hpp"

#include <boost/intrusive/list.hpp>
#include <poll.h>

namespace corsage::gateway {

/// One thread's share of the gateway: its own acceptors, connections, pools and clock. Nothing in it is shared while
/// requests are served.
class Worker {
 public:
  /// `commons` and the scribe outlive it.
  Worker(std::shared_ptr<Site const> site, Commons& commons, Scribe& scribe);
  ~Worker();
  Worker(Worker const&) = delete;
  Worker& operator=(Worker const&) = delete;

  /// Takes connections there, beside other workers that do.
  void listen(Tcp::endpoint const& endpoint, Scheme scheme, Error& error);

  /// Where the listener, by its number, takes connections.
  Tcp::endpoint local_endpoint(std::size_t listener) const;
  Scheme scheme(std::size_t listener) const { return listening_[listener].scheme; }

  std::size_t listener_count() const { return listening_.size(); }

  /// Serves until it is told to end and its last connection is closed.
  void run();

  /// Does what can be done without waiting, in place of `run`.
  void poll();

  /// Serves a connection that is there.
  void admit(Socket socket, Scheme scheme);

  /// From any thread: requests that begin from now on are answered by this configuration.
  void replace(std::shared_ptr<Site const> site);

  /// From any thread: takes no new connections, and ends when those that are there have had their answers.
  void drain();

  /// From any thread: the same, and no answer is waited for.
  void abort();

  /// Whether `run` has come to its end: what was counted then stays as it is, and any thread may look at it.
  bool has_ended() const { return has_ended_.load(std::memory_order_acquire); }

  // In its thread, or when it has ended.
  WorkerFigures figures() const;
  std::vector<KeptDecision> decisions() const { return observer_.decisions(); }

  // For its connections, which run in its thread.
  std::shared_ptr<Site const> const& site() const { return site_; }
  Limits const& limits() const { return site_->configuration.limits; }
  /// What listeners that speak TLS do so with; who begins a handshake keeps it to its end.
  std::shared_ptr<ServerTls const> const& server_tls() const { return server_tls_; }
  bool is_draining() const { return is_draining_; }
  Commons& commons() { return commons_; }
  /// The time, as it was at the last look: some tenth of a second ago at most.
  Clock::time_point now() const { return now_; }
  Executor executor() { return context_.get_executor(); }
  BufferPool& buffers() { return buffers_; }
  ExchangePool& exchanges() { return exchanges_; }
  Observer& observer() { return observer_; }
  PipePool& pipes() { return pipes_; }
  PoolHandle pool_of(Upstream const& upstream);
  void add(ClientConnection& connection);
  /// Closes connections that nobody uses just now, as no file descriptors are left, and waits a moment.
  Awaitable<void> make_room();
  /// Room for heads that are written at once.
  std::string& scratch() {
    scratch_.clear();
    return scratch_;
  }

  DeadlineQueue first_byte{{}};
  DeadlineQueue idle{{}};
  DeadlineQueue head{{}};
  DeadlineQueue body{{}};
  DeadlineQueue connect{{}};
  DeadlineQueue response{{}};
  DeadlineQueue stream{{}};
  DeadlineQueue linger{std::chrono::seconds(2)};
  /// After which a connection that waits for its next request looks whether it is there at all.
  DeadlineQueue lull{std::chrono::milliseconds(100)};

 private:
  static constexpr std::chrono::milliseconds tick_time{100};
  static constexpr unsigned ticks_between_looks = 5;

  struct Listening {
    Acceptor acceptor;
    Scheme scheme;
  };

  Awaitable<void> accept(Listening& listening);
  Awaitable<void> tick();
  void notice_departures();
  void end();
  void take_effect();
  bool is_named(Upstream const& upstream) const;

  asio::io_context context_;
  std::vector<Listening> listening_;
  Timer ticker_;
  std::shared_ptr<Site const> site_;
  std::shared_ptr<ServerTls const> server_tls_;
  Commons& commons_;
  Clock::time_point now_ = Clock::now();
  BufferPool buffers_;
  ExchangePool exchanges_;
  Observer observer_;
  PipePool pipes_;
  std::map<Upstream, UpstreamPool> pools_;
  std::string scratch_;
  boost::intrusive::list<ClientConnection, boost::intrusive::base_hook<ConnectionHook>,
                         boost::intrusive::constant_time_size<false>>
      connections_;
  std::uint64_t accepted_ = 0;
  bool is_draining_ = false;
  Clock::time_point drained_at_ = Clock::time_point::max();  ///< at the latest
  std::atomic<bool> has_ended_ = false;
  unsigned ticks_ = 0;
  std::vector<ClientConnection*> waiting_;  ///< room for notice_departures
  std::vector<pollfd> polled_;              ///< room for notice_departures
};

}  // namespace corsage::gateway
