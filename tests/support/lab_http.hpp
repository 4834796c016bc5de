#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "support/lab_row.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>

namespace corsage::test {

/// The lab over HTTP/1.1 on loopback, one thread: the row of number N answers below /b/N, whatever the Host. Connections
/// are kept. Paths of no row: 404 without headers. Stops when it is destroyed.
class LabHttp {
 public:
  struct Options {
    std::uint16_t port = 0;  ///< 0: any that is free
    /// PEM files. With them it speaks TLS on a port of its own, beside plain HTTP.
    std::string certificate = {};
    std::string private_key = {};
  };

  explicit LabHttp(std::vector<LabRow> rows) : LabHttp(std::move(rows), Options()) {}
  LabHttp(std::vector<LabRow> rows, Options const& options);
  ~LabHttp();
  LabHttp(LabHttp const&) = delete;
  LabHttp& operator=(LabHttp const&) = delete;

  std::uint16_t port() const { return acceptor_.local_endpoint().port(); }
  std::uint16_t tls_port() const { return tls_acceptor_.local_endpoint().port(); }

 private:
  using Acceptor = boost::asio::ip::tcp::acceptor;

  void accept();
  void accept_tls();

  std::vector<LabRow> rows_;
  boost::asio::io_context context_{1};
  boost::asio::ssl::context tls_{boost::asio::ssl::context::tls_server};
  Acceptor acceptor_;
  Acceptor tls_acceptor_;
  std::thread thread_;
};

/// The URL of the row, its scheme and host kept, at the server's port and below its number.
std::string url_at(LabRow const& row, std::size_t number, std::uint16_t port);

}  // namespace corsage::test
