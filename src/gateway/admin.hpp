#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "asio.hpp"
#include "head.hpp"
#include "metrics.hpp"
#include "worker.hpp"

#include <boost/asio/post.hpp>

namespace corsage::gateway {

/// Who may ask: the machine itself, or whoever reaches the address.
enum class AdminReach : std::uint8_t { loopback, everybody };

/// Tells who runs the gateway how it does: /healthz, /readyz, /metrics and /decisions. Has a thread of its own, and asks
/// workers as any other thread does: by posting.
class Admin {
 public:
  /// All outlive it.
  Admin(std::vector<std::unique_ptr<Worker>> const& workers, std::function<GatewayFigures()> figures, AdminReach reach);
  ~Admin();
  Admin(Admin const&) = delete;
  Admin& operator=(Admin const&) = delete;

  void listen(Tcp::endpoint const& endpoint, Error& error);
  Tcp::endpoint local_endpoint() const { return acceptor_.local_endpoint(); }

  void start();
  void stop();

 private:
  struct Page {
    int status = 200;
    std::string_view type = "text/plain; charset=utf-8";
    std::string body = {};
  };

  Awaitable<void> accept();
  Awaitable<void> serve(std::shared_ptr<Socket> socket);
  Awaitable<Page> page(Head const& request);
  Awaitable<Page> metrics();
  Awaitable<Page> decisions();

  /// What `ask` gives for each worker, in its thread. A worker that has ended or is stuck is left out after a while.
  template <typename Ask>
  auto ask_all(Ask ask) -> Awaitable<std::vector<std::invoke_result_t<Ask, Worker const&>>>;

  asio::io_context context_;
  Acceptor acceptor_;
  std::vector<std::unique_ptr<Worker>> const& workers_;
  std::function<GatewayFigures()> figures_;
  AdminReach reach_;
  std::size_t connections_ = 0;
  std::jthread thread_;
};

}  // namespace corsage::gateway
