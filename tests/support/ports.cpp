#include "support/ports.hpp"

#include <chrono>
#include <cstdint>
#include <thread>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

namespace corsage::test {
namespace {

using boost::asio::ip::tcp;

tcp::endpoint loopback(std::uint16_t port) {
  return {boost::asio::ip::address_v4::loopback(), port};
}

}  // namespace

std::uint16_t free_port() {
  boost::asio::io_context context;
  return tcp::acceptor(context, loopback(0)).local_endpoint().port();
}

std::uint16_t dead_port() {
  static boost::asio::io_context context;
  static tcp::socket const bound(context, loopback(0));
  return bound.local_endpoint().port();
}

bool wait_for_listener(std::uint16_t port) {
  auto const end = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  boost::asio::io_context context;
  while (std::chrono::steady_clock::now() < end) {
    tcp::socket socket(context);
    boost::system::error_code error;
    socket.connect(loopback(port), error);
    if (!error) {
      return true;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return false;
}

}  // namespace corsage::test
