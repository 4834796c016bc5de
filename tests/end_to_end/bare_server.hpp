#pragma once

#include <functional>
#include <list>
#include <mutex>
#include <string>
#include <thread>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

namespace corsage::test {

/// A server on loopback that writes whatever it likes: bytes that are no HTTP, too many of them, or none.
class BareServer {
 public:
  using Socket = boost::asio::ip::tcp::socket;

  /// Answers a request, whose head it is told; false when the connection is to be closed. Writing fails when the server
  /// goes.
  using Answer = std::function<bool(std::string const& head, Socket& socket)>;

  explicit BareServer(Answer answer);
  ~BareServer();
  BareServer(BareServer const&) = delete;
  BareServer& operator=(BareServer const&) = delete;

  std::string origin() const;

 private:
  struct Connection {
    Socket socket;
    std::thread thread = {};
  };

  void accept_connections();
  void serve(Socket& socket);

  Answer answer_;
  boost::asio::io_context context_;
  boost::asio::ip::tcp::acceptor acceptor_;
  std::mutex mutex_;
  std::list<Connection> connections_;
  std::thread acceptor_thread_;
};

/// Writes all of it; false where that fails.
bool write_to(BareServer::Socket& socket, std::string const& bytes);

}  // namespace corsage::test
