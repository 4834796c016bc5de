// A server of Boost.Beast that keeps a policy: PROGRAM POLICY-FILE PORT
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <memory>
#include <optional>
#include <stdexcept>
#include <thread>
#include <utility>

#include "../arguments.hpp"
#include "corsage/adapters/beast.hpp"

#include <boost/asio.hpp>
#include <boost/beast.hpp>

namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
namespace adapter = corsage::adapters::beast;

using Request = http::request<http::string_body>;
using Response = http::response<http::string_body>;

constexpr std::chrono::seconds patience(30);
constexpr std::uint64_t most_body = 64 * 1024;

Response response_to(Request const& request, http::status status) {
  Response response(status, request.version());
  response.keep_alive(request.keep_alive());
  return response;
}

/// The application, which knows nothing of CORS.
Response answer_of_application(Request const& request) {
  auto response = response_to(request, http::status::ok);
  // Left over from before there was a policy: it goes.
  response.set(http::field::access_control_allow_origin, "*");
  response.set(http::field::vary, "Accept-Encoding");
  response.set("X-Total", "7");
  if (request.target() == "/broken") {
    throw std::runtime_error("broken");
  }
  if (request.target() == "/private" && request.count(http::field::authorization) == 0) {
    response.result(http::status::unauthorized);
    response.set(http::field::www_authenticate, "Bearer");
  } else if (request.target() != "/" && request.target() != "/private") {
    response.result(http::status::not_found);
  } else if (request.method() == http::verb::put) {
    response.result(http::status::no_content);
  } else {
    response.body() = "{}";
  }
  response.prepare_payload();
  return response;
}

/// What is wrong with a request that could not be read; nothing where there is nobody left to tell.
std::optional<http::status> status_of(boost::beast::error_code error) {
  if (error == http::error::body_limit) {
    return http::status::payload_too_large;
  }
  if (error == http::error::header_limit) {
    return http::status::request_header_fields_too_large;
  }
  bool const is_bad_request = error.category() == make_error_code(http::error::bad_method).category() &&
                              error != http::error::end_of_stream && error != http::error::partial_message;
  return is_bad_request ? std::optional(http::status::bad_request) : std::nullopt;
}

/// One client, served by one thread.
class Connection {
 public:
  explicit Connection(corsage::policy::Policy policy) : policy_(std::move(policy)), stream_(context_) {}

  asio::ip::tcp::socket& socket() { return stream_.socket(); }

  void serve() {
    while (answer_next_request()) {
    }
    boost::beast::error_code ignored;
    socket().shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
  }

 private:
  /// Whether another may follow.
  bool answer_next_request() {
    http::request_parser<http::string_body> parser;
    parser.body_limit(most_body);
    auto const error = run([&](auto done) { http::async_read(stream_, buffer_, parser, done); });
    auto const& request = parser.get();
    if (!error) {
      return answer(request);
    }
    if (auto const status = status_of(error)) {
      auto response = response_to(request, *status);
      response.keep_alive(false);
      response.prepare_payload();
      send(request, adapter::decide(policy_, request), std::move(response));
    }
    return false;
  }

  bool answer(Request const& request) {
    auto const decision = adapter::decide(policy_, request);
    if (auto preflight = adapter::answer(decision, request)) {
      return !run([&](auto done) { http::async_write(stream_, *preflight, done); }) && !preflight->need_eof();
    }
    try {
      return send(request, decision, answer_of_application(request));
    } catch (std::exception const& error) {
      std::cerr << error.what() << '\n';
      auto response = response_to(request, http::status::internal_server_error);
      response.prepare_payload();
      return send(request, decision, std::move(response));
    }
  }

  bool send(Request const& request, corsage::policy::Decision const& decision, Response response) {
    adapter::apply(decision, response);
    http::response_serializer<http::string_body> serializer(response);
    auto const error = run([&](auto done) {
      if (request.method() == http::verb::head) {
        http::async_write_header(stream_, serializer, done);
      } else {
        http::async_write(stream_, serializer, done);
      }
    });
    return !error && !response.need_eof();
  }

  /// One operation, to its end or to the end of patience.
  template <typename Start>
  boost::beast::error_code run(Start start) {
    boost::beast::error_code result;
    stream_.expires_after(patience);
    start([&result](boost::beast::error_code error, std::size_t) { result = error; });
    context_.restart();
    context_.run();
    return result;
  }

  corsage::policy::Policy policy_;
  asio::io_context context_;
  boost::beast::tcp_stream stream_;
  boost::beast::flat_buffer buffer_;
};

void serve_all(example::Arguments const& started) {
  asio::io_context context;
  asio::ip::tcp::acceptor acceptor(context, {asio::ip::make_address("127.0.0.1"), started.port});
  while (true) {
    auto connection = std::make_shared<Connection>(started.policy);
    acceptor.accept(connection->socket());
    std::thread([connection] { connection->serve(); }).detach();
  }
}

}  // namespace

int main(int count, char** arguments) {
  auto const started = example::arguments_of(count, arguments);
  if (!started) {
    return EXIT_FAILURE;
  }
  try {
    serve_all(*started);
  } catch (std::exception const& error) {
    std::cerr << error.what() << '\n';
  }
  return EXIT_FAILURE;
}
