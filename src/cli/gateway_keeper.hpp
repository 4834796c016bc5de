#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "corsage/gateway/gateway.hpp"
#include "file_watch.hpp"

namespace corsage::cli {

/// What a gateway is started with and keeps to its end, whatever is read later.
struct KeptToTheEnd {
  std::vector<gateway::Listener> listeners;
  std::optional<gateway::AdminListener> admin;
  std::size_t threads;
  std::string user;

  static KeptToTheEnd of(gateway::Configuration const& configuration);

  /// The keys of a gateway's file in which the other differs.
  std::vector<std::string> keys_that_differ(KeptToTheEnd const& other) const;
};

/// Looks after a gateway that runs, in a thread of its own: a hang-up signal or a changed file has its configuration
/// read again; the first signal that ends programs lets requests under way have their answers, the second does not.
class GatewayKeeper {
 public:
  /// Reads the configuration and adds the files it is made of; nothing where it has mistakes, which have been told.
  using Reader = std::function<std::optional<gateway::Configuration>(FileWatch&)>;

  /// Before any other thread is there, which then does as this one: the signals come to the keeper alone.
  static void block_signals();

  /// When the gateway has ended: ends the process after a farewell, unless what this gives goes before. To outlive the
  /// keeper and the gateway, which wait for their threads: one of them may hang in the look-up of a name, for as long
  /// as the system likes.
  static std::jthread end_soon();

  /// `read` is null where there is nothing to read again. `watch` has the files of what is in force. Both, and the
  /// gateway, outlive the keeper.
  GatewayKeeper(gateway::Gateway& gateway, Reader read, FileWatch& watch, KeptToTheEnd kept,
                std::chrono::milliseconds drain_time);

  /// When the gateway has ended.
  ~GatewayKeeper();
  GatewayKeeper(GatewayKeeper const&) = delete;
  GatewayKeeper& operator=(GatewayKeeper const&) = delete;

 private:
  void keep();
  void settle();
  void take_signals();
  void read_again();
  void end();

  gateway::Gateway& gateway_;
  Reader read_;
  FileWatch& watch_;
  KeptToTheEnd kept_;
  std::chrono::milliseconds drain_time_;
  int signals_;
  int ended_;
  int told_to_end_ = 0;
  std::chrono::steady_clock::time_point settled_at_ = std::chrono::steady_clock::time_point::max();
  std::chrono::steady_clock::time_point settles_until_;  ///< whatever is still written
  std::chrono::steady_clock::time_point tells_to_wait_at_ = std::chrono::steady_clock::time_point::max();
  std::chrono::steady_clock::time_point killed_at_ = std::chrono::steady_clock::time_point::max();
  std::jthread thread_;
};

}  // namespace corsage::cli
