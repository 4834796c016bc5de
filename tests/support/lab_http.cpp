#include "lab_http.hpp"

#include <charconv>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/address_v4.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>

namespace corsage::test {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using asio::ip::tcp;

template <typename Text>
std::string to_string(Text const& text) {
  return {text.data(), text.size()};
}

/// The row that the target names, and the target as its server sees it.
std::pair<LabRow const*, std::string> row_for(std::vector<LabRow> const& rows, std::string_view target) {
  constexpr std::string_view below = "/b/";
  if (!target.starts_with(below)) {
    return {nullptr, {}};
  }
  target.remove_prefix(below.size());
  std::size_t number = 0;
  auto const [end, error] = std::from_chars(target.data(), target.data() + target.size(), number);
  if (error != std::errc() || number >= rows.size()) {
    return {nullptr, {}};
  }
  target.remove_prefix(static_cast<std::size_t>(end - target.data()));
  return {&rows[number], std::string(target.empty() ? "/" : target)};
}

std::string answer_to(std::vector<LabRow> const& rows, beast::http::request<beast::http::string_body> const& request) {
  SeenRequest seen{.method = to_string(request.method_string()), .target = {}, .headers = {}, .body = {}};
  auto const target = request.target();
  auto [row, inner] = row_for(rows, {target.data(), target.size()});
  if (row == nullptr) {
    return answer_of(Rule{.status = 404}, seen.method);
  }
  seen.target = std::move(inner);
  for (auto const& field : request) {
    seen.headers.emplace_back(to_string(field.name_string()), to_string(field.value()));
  }
  return answer_of(answer_of(row->server, seen), seen.method);
}

template <typename Stream>
asio::awaitable<void> converse(Stream& stream, std::vector<LabRow> const& rows) {
  beast::flat_buffer buffer;
  boost::system::error_code error;
  auto token = asio::redirect_error(asio::use_awaitable, error);
  while (!error) {
    beast::http::request_parser<beast::http::string_body> parser;
    co_await beast::http::async_read(stream, buffer, parser, token);
    if (error) {
      co_return;
    }
    auto const answer = answer_to(rows, parser.get());
    co_await asio::async_write(stream, asio::buffer(answer), token);
    if (!parser.get().keep_alive()) {
      co_return;
    }
  }
}

asio::awaitable<void> serve(tcp::socket socket, std::vector<LabRow> const& rows) {
  co_await converse(socket, rows);
}

asio::awaitable<void> serve_tls(tcp::socket socket, asio::ssl::context& context, std::vector<LabRow> const& rows) {
  asio::ssl::stream<tcp::socket> stream(std::move(socket), context);
  boost::system::error_code error;
  co_await stream.async_handshake(asio::ssl::stream_base::server, asio::redirect_error(asio::use_awaitable, error));
  if (!error) {
    co_await converse(stream, rows);
  }
}

}  // namespace

LabHttp::LabHttp(std::vector<LabRow> rows, Options const& options)
    : rows_(std::move(rows)),
      acceptor_(context_, {asio::ip::address_v4::loopback(), options.port}),
      tls_acceptor_(context_) {
  accept();
  if (!options.certificate.empty()) {
    tls_.use_certificate_chain_file(options.certificate);
    tls_.use_private_key_file(options.private_key, asio::ssl::context::pem);
    tls_acceptor_ = Acceptor(context_, {asio::ip::address_v4::loopback(), 0});
    accept_tls();
  }
  thread_ = std::thread([this] { context_.run(); });
}

LabHttp::~LabHttp() {
  context_.stop();
  thread_.join();
}

void LabHttp::accept() {
  acceptor_.async_accept([this](boost::system::error_code error, tcp::socket socket) {
    if (!error) {
      socket.set_option(tcp::no_delay(true), error);
      asio::co_spawn(context_, serve(std::move(socket), rows_), asio::detached);
    }
    accept();
  });
}

void LabHttp::accept_tls() {
  tls_acceptor_.async_accept([this](boost::system::error_code error, tcp::socket socket) {
    if (!error) {
      socket.set_option(tcp::no_delay(true), error);
      asio::co_spawn(context_, serve_tls(std::move(socket), tls_, rows_), asio::detached);
    }
    accept_tls();
  });
}

std::string url_at(LabRow const& row, std::size_t number, std::uint16_t port) {
  auto const authority = row.url.find("://") + 3;
  auto const path = std::min(row.url.find('/', authority), row.url.size());
  auto const host = row.url.substr(0, row.url.find(':', authority) < path ? row.url.find(':', authority) : path);
  return host + ':' + std::to_string(port) + "/b/" + std::to_string(number) + row.url.substr(path);
}

}  // namespace corsage::test
