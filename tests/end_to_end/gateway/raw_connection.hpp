#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace corsage::test {

/// One end of a TCP connection that does as it is told, and no more.
class RawConnection {
 public:
  static constexpr std::chrono::milliseconds patience{10'000};

  /// Connects to a port of 127.0.0.1. A small `receive_room` (bytes) has the other side wait soon.
  explicit RawConnection(std::uint16_t port, int receive_room = 0);
  RawConnection(RawConnection&& other) noexcept;
  RawConnection& operator=(RawConnection&& other) noexcept;
  RawConnection(RawConnection const&) = delete;
  RawConnection& operator=(RawConnection const&) = delete;
  ~RawConnection();

  /// Begins to connect, and does not wait for the other side to take it.
  static RawConnection calling(std::uint16_t port);

  /// False where the other side takes no more.
  bool send(std::string_view bytes);

  /// All that was received, once `ending` is in it; what came until then, where it does not come in time.
  std::string receive_until(std::string_view ending, std::chrono::milliseconds within = patience);

  /// All that comes until the other side ends, or falls silent for so long.
  std::string receive_rest(std::chrono::milliseconds within = patience);

  /// Whether the other side ends in time; what it sends until then is dropped.
  bool ends_within(std::chrono::milliseconds within);

  /// Whether the other side ended without a farewell.
  bool was_reset() const { return was_reset_; }

  /// No more will be sent.
  void finish();
  void close();
  /// Closes without a farewell.
  void reset();

 private:
  friend class RawServer;
  struct Accepted {
    int descriptor;
  };
  explicit RawConnection(Accepted accepted) : descriptor_(accepted.descriptor) {}

  /// False at the end, and where nothing comes in time.
  bool receive_more(std::chrono::steady_clock::time_point end);

  int descriptor_ = -1;
  std::string received_;
  bool was_reset_ = false;
  bool has_ended_ = false;
};

/// A server on loopback of which each connection is in the test's hands.
class RawServer {
 public:
  /// As many connections wait as `backlog` allows; others cannot be made.
  explicit RawServer(int backlog = 128);
  RawServer(RawServer const&) = delete;
  RawServer& operator=(RawServer const&) = delete;
  ~RawServer();

  std::uint16_t port() const { return port_; }
  std::string origin() const;

  /// The next connection. Throws std::runtime_error where none comes in time.
  RawConnection accept(std::chrono::milliseconds within = RawConnection::patience);
  /// Whether a connection comes in time.
  bool is_called_within(std::chrono::milliseconds within);

 private:
  int descriptor_ = -1;
  std::uint16_t port_ = 0;
};

}  // namespace corsage::test
