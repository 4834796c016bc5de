#pragma once

#include <cstdint>
#include <expected>
#include <memory>
#include <string>
#include <vector>

#include "corsage/gateway/configuration.hpp"

namespace corsage::gateway {

/// Why a gateway does not start.
struct ListenFailure {
  Listener listener;
  std::string cause;  ///< the system's words
};

/// A correct CORS edge in front of anything: takes requests, answers preflights, forwards the rest to upstreams, and says
/// about CORS what the policies say, on every answer.
class Gateway {
 public:
  /// Takes its ports. Requests are served once `run` is called.
  static std::expected<Gateway, ListenFailure> open(Configuration configuration);

  Gateway(Gateway&&) noexcept;
  Gateway& operator=(Gateway&&) noexcept;
  Gateway(Gateway const&) = delete;
  Gateway& operator=(Gateway const&) = delete;
  ~Gateway();

  /// Where it listens, in the order of the configuration's listeners; free ports that were asked for have their numbers.
  std::vector<Listener> listeners() const;

  /// Serves with all its threads until `drain` has been called and the last request has had its answer.
  void run();

  /// From any thread: requests that begin from now on are answered by this configuration. Its listeners and threads stay
  /// as they were.
  void replace(Configuration configuration);

  /// From any thread: takes no new connections and ends when the requests under way have had their answers, or when
  /// `Limits::drain_time` is over.
  void drain();

  /// From any thread: ends now. Clients can tell that answers under way broke off.
  void abort();

 private:
  struct Contents;
  explicit Gateway(std::unique_ptr<Contents> contents);

  std::unique_ptr<Contents> contents_;
};

}  // namespace corsage::gateway
