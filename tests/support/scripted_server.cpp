#include "support/scripted_server.hpp"

#include <cstdint>
#include <limits>
#include <utility>

#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/address_v4.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <sys/socket.h>

namespace corsage::test {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;

Rule const not_found = {.status = 404};

template <typename Text>
std::string to_string(Text const& text) {
  return {text.data(), text.size()};
}

SeenRequest seen(beast::http::request<beast::http::string_body> const& request) {
  SeenRequest seen{.method = to_string(request.method_string()),
                   .target = to_string(request.target()),
                   .headers = {},
                   .body = request.body()};
  for (auto const& field : request) {
    seen.headers.emplace_back(to_string(field.name_string()), to_string(field.value()));
  }
  return seen;
}

bool closes(Rule const& rule) {
  for (auto const& [name, value] : rule.headers) {
    if (beast::iequals(name, "connection") && beast::iequals(value, "close")) {
      return true;
    }
  }
  return false;
}

}  // namespace

ScriptedServer::ScriptedServer(Rules rules, Options options)
    : rules_(std::move(rules)),
      options_(std::move(options)),
      acceptor_(context_, {asio::ip::address_v4::loopback(), options_.port}) {
  if (!options_.certificate.empty()) {
    tls_ = std::make_unique<asio::ssl::context>(asio::ssl::context::tls_server);
    tls_->use_certificate_chain_file(options_.certificate);
    tls_->use_private_key_file(options_.private_key, asio::ssl::context::pem);
  }
  acceptor_thread_ = std::thread([this] { accept_connections(); });
}

ScriptedServer::~ScriptedServer() {
  // A blocking accept or read ends when its socket is shut down, not when it is closed.
  ::shutdown(acceptor_.native_handle(), SHUT_RDWR);
  acceptor_thread_.join();
  for (auto& connection : connections_) {
    ::shutdown(connection.socket.native_handle(), SHUT_RDWR);
    connection.thread.join();
  }
}

std::string ScriptedServer::origin() const {
  return (tls_ ? "https://localhost:" : "http://127.0.0.1:") + std::to_string(port());
}

std::vector<SeenRequest> ScriptedServer::requests() const {
  std::lock_guard const lock(mutex_);
  return requests_;
}

std::size_t ScriptedServer::connections() const {
  std::lock_guard const lock(mutex_);
  return connections_.size();
}

void ScriptedServer::accept_connections() {
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

void ScriptedServer::serve(Socket& socket) {
  boost::system::error_code error;
  socket.set_option(asio::ip::tcp::no_delay(true), error);
  if (!tls_) {
    converse(socket);
    socket.shutdown(Socket::shutdown_both, error);
    return;
  }
  asio::ssl::stream<Socket&> stream(socket, *tls_);
  stream.handshake(asio::ssl::stream_base::server, error);
  if (!error) {
    converse(stream);
    stream.shutdown(error);
  }
  socket.shutdown(Socket::shutdown_both, error);
}

template <typename Stream>
void ScriptedServer::converse(Stream& stream) {
  beast::flat_buffer buffer;
  while (true) {
    boost::system::error_code error;
    beast::http::request_parser<beast::http::string_body> parser;
    parser.body_limit(std::numeric_limits<std::uint64_t>::max());
    parser.header_limit(1U << 20U);
    beast::http::read(stream, buffer, parser, error);
    if (error) {
      return;
    }
    auto const request = seen(parser.get());
    remember(request);
    auto const* const found = rule_for(rules_, request);
    auto const& rule = found == nullptr ? not_found : *found;
    std::this_thread::sleep_for(rule.pause);
    asio::write(stream, asio::buffer(rule.raw.empty() ? answer_of(rule, request.method) : rule.raw), error);
    if (error || !rule.raw.empty() || closes(rule) || !parser.get().keep_alive()) {
      return;
    }
  }
}

void ScriptedServer::remember(SeenRequest const& request) {
  std::lock_guard const lock(mutex_);
  requests_.push_back(request);
  if (options_.on_request) {
    options_.on_request(request);
  }
}

}  // namespace corsage::test
