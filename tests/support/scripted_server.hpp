#pragma once

#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "support/server_rules.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>

namespace corsage::test {

/// A real HTTP/1.1 server on loopback that answers by rules and remembers what it was asked. Header lines leave it
/// exactly as the rules have them. No rule: 404 without headers. Stops when it is destroyed.
class ScriptedServer {
 public:
  struct Options {
    std::uint16_t port = 0;  ///< 0: any that is free
    /// PEM files; both empty: plain HTTP.
    std::string certificate = {};
    std::string private_key = {};
    /// Told each request as it comes, one at a time.
    std::function<void(SeenRequest const&)> on_request = {};
  };

  explicit ScriptedServer(Rules rules) : ScriptedServer(std::move(rules), Options()) {}
  ScriptedServer(Rules rules, Options options);
  ~ScriptedServer();
  ScriptedServer(ScriptedServer const&) = delete;
  ScriptedServer& operator=(ScriptedServer const&) = delete;

  std::uint16_t port() const { return acceptor_.local_endpoint().port(); }

  /// "http://127.0.0.1:8080" or "https://localhost:8443"
  std::string origin() const;

  /// What was asked so far.
  std::vector<SeenRequest> requests() const;

  /// How many connections were made so far.
  std::size_t connections() const;

 private:
  using Socket = boost::asio::ip::tcp::socket;

  struct Connection {
    Socket socket;
    std::thread thread = {};
  };

  void accept_connections();
  void serve(Socket& socket);
  template <typename Stream>
  void converse(Stream& stream);
  void remember(SeenRequest const& request);

  Rules rules_;
  Options options_;
  boost::asio::io_context context_;
  boost::asio::ip::tcp::acceptor acceptor_;
  std::unique_ptr<boost::asio::ssl::context> tls_;
  mutable std::mutex mutex_;
  std::list<Connection> connections_;
  std::vector<SeenRequest> requests_;
  std::thread acceptor_thread_;
};

}  // namespace corsage::test
