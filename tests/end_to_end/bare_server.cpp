#include "end_to_end/bare_server.hpp"

#include <utility>

#include <boost/asio/buffer.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>
#include <sys/socket.h>

namespace corsage::test {

namespace asio = boost::asio;

BareServer::BareServer(Answer answer)
    : answer_(std::move(answer)), acceptor_(context_, {asio::ip::address_v4::loopback(), 0}) {
  acceptor_thread_ = std::thread([this] { accept_connections(); });
}

BareServer::~BareServer() {
  ::shutdown(acceptor_.native_handle(), SHUT_RDWR);
  acceptor_thread_.join();
  for (auto& connection : connections_) {
    ::shutdown(connection.socket.native_handle(), SHUT_RDWR);
    connection.thread.join();
  }
}

std::string BareServer::origin() const {
  return "http://127.0.0.1:" + std::to_string(acceptor_.local_endpoint().port());
}

void BareServer::accept_connections() {
  while (true) {
    boost::system::error_code error;
    Socket socket(context_);
    acceptor_.accept(socket, error);
    if (error) {
      return;
    }
    std::lock_guard const lock(mutex_);
    auto& connection = connections_.emplace_back(Connection{.socket = std::move(socket)});
    connection.thread = std::thread([this, &connection] { serve(connection.socket); });
  }
}

void BareServer::serve(Socket& socket) {
  std::string received;
  boost::system::error_code error;
  while (true) {
    auto const size = asio::read_until(socket, asio::dynamic_buffer(received), "\r\n\r\n", error);
    if (error || !answer_(received.substr(0, size), socket)) {
      break;
    }
    received.erase(0, size);
  }
  socket.shutdown(Socket::shutdown_both, error);
}

bool write_to(BareServer::Socket& socket, std::string const& bytes) {
  boost::system::error_code error;
  asio::write(socket, asio::buffer(bytes), error);
  return !error;
}

}  // namespace corsage::test
