#pragma once

#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "corsage/gateway/configuration.hpp"
#include "corsage/report/gateway_notices.hpp"

namespace corsage::gateway {

/// Nobody can listen there.
struct ListenFailure {
  Listener listener;
  std::string cause;  ///< the system's words
};

/// Nobody can write there.
struct LogFailure {
  std::string path;
  std::string cause;  ///< the system's words
};

/// Why a gateway does not start.
using StartFailure = std::variant<ListenFailure, LogFailure>;

/// Who is told what the gateway has to say. All are called from one thread, which serves no requests.
struct Observers {
  /// Something that whoever runs it should know.
  std::function<void(report::GatewayNotice const&)> tell = {};
  /// The least policy that would have allowed what pages were seen to do and to get, as a file, whenever there is more of
  /// it. Null: nothing is learnt.
  std::function<void(std::string const&)> learned = {};
};

/// A correct CORS edge in front of anything: takes requests, answers preflights, forwards the rest to upstreams, and says
/// about CORS what the policies say, on every answer.
class Gateway {
 public:
  /// Takes its ports, and opens its log. Requests are served once `run` is called.
  static std::expected<Gateway, StartFailure> open(Configuration configuration, Observers observers = {});

  Gateway(Gateway&&) noexcept;
  Gateway& operator=(Gateway&&) noexcept;
  Gateway(Gateway const&) = delete;
  Gateway& operator=(Gateway const&) = delete;
  ~Gateway();

  /// Where it listens, in the order of the configuration's listeners; free ports that were asked for have their numbers.
  std::vector<Listener> listeners() const;

  /// Where it tells how it does; nothing where it does not.
  std::optional<Listener> admin() const;

  /// Serves with all its threads until `drain` has been called and the last request has had its answer.
  void run();

  /// From any thread: requests that begin from now on are answered by this configuration. Its listeners and threads stay
  /// as they were. Its log is opened anew.
  void replace(Configuration configuration);

  /// From any thread: a configuration was read that could not take the old one's place.
  void count_refused_configuration();

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
