// Bodies where there can be none. Browsers do not mind them; they may not answer the next request over the connection.

#include <cstddef>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "unit/transport/exchange.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>
#include <gtest/gtest.h>

namespace corsage::transport {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

/// What is written for each request over a connection; behind the last it is closed.
using Connection = std::vector<std::string>;

/// Reads a head and writes for it; false when there was none.
bool answer_next(tcp::socket& socket, std::string const& bytes) {
  std::string head;
  boost::system::error_code error;
  asio::read_until(socket, asio::dynamic_buffer(head), "\r\n\r\n", error);
  if (!error) {
    asio::write(socket, asio::buffer(bytes), error);
  }
  return !error;
}

/// Serves these connections, one after the other, while `act` lasts. Gives how many requests came.
std::size_t serve(std::vector<Connection> const& connections,
                  std::function<void(std::string const& origin)> const& act) {
  asio::io_context context;
  tcp::acceptor acceptor(context, {asio::ip::address_v4::loopback(), 0});
  auto const address = acceptor.local_endpoint();
  std::size_t requests = 0;
  std::thread server([&] {
    for (auto const& connection : connections) {
      auto socket = acceptor.accept();
      for (auto const& bytes : connection) {
        if (!answer_next(socket, bytes)) {
          break;
        }
        ++requests;
      }
    }
  });
  act("http://127.0.0.1:" + std::to_string(address.port()));
  // For those that nobody made.
  for (std::size_t i = 0; i < connections.size(); ++i) {
    tcp::socket(context).connect(address);
  }
  server.join();
  return requests;
}

/// An answer whose body is what the whole of it should be.
constexpr auto whole = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nwhole";

/// The rest of the answer before, then one that is too late.
constexpr auto spoiled = "{}HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\nspoiled";

constexpr auto plain_204 = "HTTP/1.1 204 No Content\r\n\r\n";

struct StrayRow {
  std::string name;
  std::vector<std::string> methods;  ///< one after the other
  std::vector<Connection> connections;
  std::size_t requests = 0;
  std::string failure = {};  ///< of the last; empty: it is answered as it should be
};

TEST(StrayBody, AnswersNoOtherRequest) {
  std::string const spoiled_by = "it begins with '{}HTTP/1.1 200 OK'";
  std::vector<StrayRow> const rows = {
      {.name = "who finds it asks once more",
       .methods = {"OPTIONS", "GET"},
       .connections = {{plain_204, spoiled}, {whole}},
       .requests = 3},
      {.name = "and no oftener than that",
       .methods = {"OPTIONS", "GET"},
       .connections = {{plain_204, spoiled}, {spoiled}, {whole}},
       .requests = 3,
       .failure = spoiled_by},
      {.name = "a request that changes something is not sent twice",
       .methods = {"OPTIONS", "PUT"},
       .connections = {{plain_204, spoiled}, {whole}},
       .requests = 2,
       .failure = spoiled_by},
      {.name = "what is no HTTP on a new connection is none",
       .methods = {"GET"},
       .connections = {{spoiled}, {whole}},
       .requests = 1,
       .failure = spoiled_by},
      {.name = "after one that is announced nothing is asked over the connection",
       .methods = {"OPTIONS", "PUT"},
       .connections = {{"HTTP/1.1 204 No Content\r\nContent-Length: 2\r\n\r\n", spoiled}, {whole}},
       .requests = 2},
      {.name = "in chunks, too",
       .methods = {"OPTIONS", "PUT"},
       .connections = {{"HTTP/1.1 204 No Content\r\nTransfer-Encoding: chunked\r\n\r\n", spoiled}, {whole}},
       .requests = 2},
      {.name = "or with 304",
       .methods = {"GET", "PUT"},
       .connections = {{"HTTP/1.1 304 Not Modified\r\nContent-Length: 2\r\n\r\n", spoiled}, {whole}},
       .requests = 2},
      {.name = "or to HEAD",
       .methods = {"HEAD", "PUT"},
       .connections = {{"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n", spoiled}, {whole}},
       .requests = 2},
      {.name = "an empty one spoils nothing",
       .methods = {"OPTIONS", "PUT"},
       .connections = {{"HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n", whole}},
       .requests = 2},
  };
  for (auto const& row : rows) {
    SCOPED_TRACE(row.name);
    auto const requests = serve(row.connections, [&row](std::string const& origin) {
      CurlTransport transport({});
      Reception last;
      for (auto const& method : row.methods) {
        last = transport.exchange(request_to(origin + "/", method), {});
      }
      if (row.failure.empty()) {
        EXPECT_EQ(answer(last).response.body, "whole");
      } else {
        EXPECT_EQ(failure(last).detail, row.failure);
      }
    });
    EXPECT_EQ(requests, row.requests);
  }
}

}  // namespace
}  // namespace corsage::transport
