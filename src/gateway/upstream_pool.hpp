#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "asio.hpp"
#include "corsage/gateway/configuration.hpp"
#include "deadlines.hpp"
#include "stream.hpp"
#include "tally.hpp"

#include <boost/smart_ptr/intrusive_ptr.hpp>

namespace corsage::gateway {

class UpstreamPool;

/// For whoever uses a pool: it stays meanwhile. In its worker's thread only.
using PoolHandle = boost::intrusive_ptr<UpstreamPool>;

/// A connection to an upstream.
struct UpstreamConnection {
  UpstreamConnection(Executor executor, PoolHandle whose) : pool(std::move(whose)), stream(Socket(executor)) {}

  PoolHandle pool;
  Stream stream;
  bool is_reused = false;  ///< it was kept from an earlier request: it may have died since
  Clock::time_point idle_since = {};
};

/// A worker's connections to one upstream, of which some are kept for the next request.
class UpstreamPool {
 public:
  UpstreamPool(Executor executor, Upstream upstream) : executor_(executor), upstream_(std::move(upstream)) {}

  /// A connection that was kept; null where there is none.
  std::unique_ptr<UpstreamConnection> take_kept();

  /// A new connection: every address that the name has is tried in turn, those that failed lately last. `waits_for` is
  /// told of each attempt, so that it can be cancelled, and of its end (null); the next address has its turn then. The
  /// name's addresses are waited for with that patience.
  Awaitable<std::unique_ptr<UpstreamConnection>> connect(std::function<void(Stream*)> waits_for,
                                                         std::function<bool()> is_given_up, Clock::duration patience,
                                                         Error& error);

  /// Keeps a connection over which an answer came whole.
  void keep(std::unique_ptr<UpstreamConnection> connection, Clock::time_point now);

  /// Closes what was kept for too long, and what upstream has closed, or has written to unasked.
  void close_idle(Clock::time_point now);

  /// Closes all that is kept.
  void close_kept() { kept_.clear(); }

  /// Whether no address could be reached a short time ago.
  bool failed_lately(Clock::time_point now) const { return now < avoided_until_; }

  Upstream const& upstream() const { return upstream_; }

  /// Whether no route leads here any more: nothing is kept then.
  void set_retired(bool is_retired);
  /// It is retired, and nobody uses it.
  bool is_over() const { return is_retired_ && uses_ == 0; }
  /// What became of its connections so far.
  PoolFigures figures() const;

  /// Why the last attempt connected to nobody: an address that is none of the public network, where it must be one.
  std::optional<std::string_view> blocked() const { return blocked_; }

 private:
  friend void intrusive_ptr_add_ref(UpstreamPool* pool) { ++pool->uses_; }
  friend void intrusive_ptr_release(UpstreamPool* pool) { --pool->uses_; }

  struct Address {
    Tcp::endpoint endpoint;
    Clock::time_point failed_at = {};
  };
  static constexpr std::size_t most_kept = 256;
  static constexpr std::chrono::seconds kept_for{30};
  static constexpr std::chrono::seconds avoided_for{10};
  static constexpr std::chrono::seconds resolved_for{30};

  struct LookUp;

  /// Sees to it that there are addresses, until then at the latest.
  Awaitable<void> resolve(Clock::time_point end, Error& error);
  void take_look_up();
  void take(std::vector<Tcp::endpoint> const& endpoints);
  Awaitable<void> open(Stream& stream, Tcp::endpoint const& endpoint, Error& error);
  bool are_all_allowed(std::vector<Address> const& addresses);

  Executor executor_;
  Upstream upstream_;
  std::size_t uses_ = 0;
  bool is_retired_ = false;
  SslSession session_;
  std::vector<Address> addresses_;
  Clock::time_point avoided_until_ = {};
  Clock::time_point resolved_at_ = {};
  std::shared_ptr<LookUp> look_up_;  ///< under way
  std::optional<std::string_view> blocked_;
  std::vector<std::unique_ptr<UpstreamConnection>> kept_;
  std::uint64_t opened_ = 0;
  std::uint64_t reused_ = 0;
  std::uint64_t failed_ = 0;
};

}  // namespace corsage::gateway
