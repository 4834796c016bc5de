#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <unordered_map>

namespace corsage::cli {

/// Whether a request counts towards the rate. Those to this machine need not: the rate is for other people's servers.
enum class Metering : std::uint8_t { metered, free };

/// When a request may go: so many a second, so many at once in all and to one host, so many in the whole run, and none for a
/// while to a host that is busy, which is asked more slowly afterwards. Reads no clock.
class RequestPace {
 public:
  using Time = std::chrono::steady_clock::time_point;
  using Duration = std::chrono::steady_clock::duration;

  struct Limits {
    double per_second = 0;  ///< 0: no limit
    std::size_t per_host = std::numeric_limits<std::size_t>::max();
    std::size_t at_once = std::numeric_limits<std::size_t>::max();
    std::size_t in_all = std::numeric_limits<std::size_t>::max();
  };

  explicit RequestPace(Limits limits) : limits_(limits), leave_(most_saved()) {}

  /// Whether a request to the host may go now.
  bool may_go(std::string const& host, Metering metering, Time now);

  /// A request to the host went, and came to its end.
  void went(std::string const& host, Metering metering, Time now);
  void ended(std::string const& host);

  /// The host says that it is busy, and perhaps for how long: otherwise for a second, and twice as long each time in a row.
  /// Gives by how much longer it is left alone now than it would be anyway; nothing where that would come to more than a
  /// minute since it last answered: then it is not worth waiting for, and refuses until it said.
  std::optional<Duration> leave_alone(std::string const& host, std::optional<std::chrono::seconds> wanted, Time now);

  /// For how much longer the host is not to be asked at all, as it said itself; nothing where it may be.
  std::optional<Duration> refusal(std::string const& host, Time now) const;

  /// The host answered, and was not busy.
  void answered(std::string const& host);

  /// When a request may go that may not now, though none comes to its end before; Time::max() where that does not happen.
  Time next_chance(Time now);

  /// Whether no request may go any more.
  bool is_spent() const { return sent_ >= limits_.in_all; }

  bool is_full() const { return under_way_ >= limits_.at_once; }

  std::size_t sent() const { return sent_; }

 private:
  struct Host {
    /// Whether nothing needs to be remembered of it.
    bool is_ordinary() const { return under_way == 0 && quiet_until == Time::min() && gap == Duration::zero(); }

    std::size_t under_way = 0;
    Time quiet_until = Time::min();
    std::chrono::seconds next_wait{1};       ///< where it does not say how long
    Duration left_alone = Duration::zero();  ///< since it last answered
    Duration gap = Duration::zero();         ///< from one request to the next
  };

  double most_saved() const;
  void pass(Time now);
  void remember_refusal(std::string const& host, Time until, Time now);

  Limits limits_;
  std::unordered_map<std::string, Host> hosts_;
  std::unordered_map<std::string, Time> refused_until_;  ///< of hosts
  std::size_t under_way_ = 0;
  std::size_t sent_ = 0;
  double leave_;  ///< for so many metered requests
  Time counted_until_ = Time::min();
};

}  // namespace corsage::cli
