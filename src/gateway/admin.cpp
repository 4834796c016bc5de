#include "admin.hpp"

#include <array>
#include <chrono>
#include <optional>
#include <type_traits>
#include <utility>

#include "corsage/base/bytes.hpp"
#include "corsage/url/ip_address.hpp"
#include "corsage/url/origin.hpp"
#include "decisions_json.hpp"
#include "message_parser.hpp"
#include "route_table.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/status.hpp>
#include <fmt/format.h>
#include <prometheus/text_serializer.h>

namespace corsage::gateway {
namespace {

using boost::beast::http::field;

constexpr std::size_t most_connections = 64;
constexpr std::chrono::seconds patience_with_clients{10};
constexpr std::chrono::seconds patience_with_workers{1};

/// What a page of the web could have a browser ask, by a name of its own that leads here, is refused:
/// only names that mean this machine for everybody are taken.
bool names_this_machine(Head const& request) {
  auto const* const host = request.find(field::host);
  if (host == nullptr) {
    return true;
  }
  auto const name = host_without_port(host->value);
  return url::is_loopback_host(name) || url::address_space_of_ip(name).has_value();
}

}  // namespace

Admin::Admin(std::vector<std::unique_ptr<Worker>> const& workers, std::function<GatewayFigures()> figures,
             AdminReach reach)
    : acceptor_(context_), workers_(workers), figures_(std::move(figures)), reach_(reach) {}

Admin::~Admin() {
  stop();
}

void Admin::listen(Tcp::endpoint const& endpoint, Error& error) {
  acceptor_.open(endpoint.protocol(), error);
  if (!error) {
    acceptor_.set_option(asio::socket_base::reuse_address(true), error);
  }
  if (!error) {
    acceptor_.bind(endpoint, error);
  }
  if (!error) {
    acceptor_.listen(asio::socket_base::max_listen_connections, error);
  }
}

void Admin::start() {
  asio::co_spawn(context_, accept(), asio::detached);
  thread_ = std::jthread([this] { context_.run(); });
}

void Admin::stop() {
  context_.stop();
  if (thread_.joinable()) {
    thread_.join();
  }
}

Awaitable<void> Admin::accept() {
  while (true) {
    Error error;
    auto socket = co_await acceptor_.async_accept(into(error));
    if (error) {
      Timer pause(context_, std::chrono::milliseconds(100));
      co_await pause.async_wait(into(error));
    } else if (connections_ < most_connections) {
      asio::co_spawn(context_, serve(std::make_shared<Socket>(std::move(socket))), asio::detached);
    }
  }
}

Awaitable<void> Admin::serve(std::shared_ptr<Socket> socket) {
  ++connections_;
  Timer deadline(context_, patience_with_clients);
  deadline.async_wait([socket](Error const& error) {
    if (!error) {
      Error ignored;
      socket->close(ignored);
    }
  });
  std::array<char, 8192> room;
  std::size_t received = 0;
  std::size_t length = 0;
  Head request;
  auto state = ParseState::needs_more;
  Error error;
  while (!error && state == ParseState::needs_more && received < room.size()) {
    received += co_await socket->async_read_some(asio::buffer(room) + received, into(error));
    RequestParser parser(request, Head::most_fields);
    state = parser.read_head({room.data(), received}, length);
  }
  if (!error) {
    Page answer{.status = 400, .body = "This is no request.\n"};
    if (state == ParseState::done) {
      answer = co_await page(request);
    }
    bool const is_head = state == ParseState::done && request.method == "HEAD";
    auto const phrase = boost::beast::http::obsolete_reason(static_cast<boost::beast::http::status>(answer.status));
    auto const text = fmt::format(
        "HTTP/1.1 {} {}\r\nContent-Type: {}\r\nContent-Length: {}\r\nCache-Control: no-store\r\n"
        "X-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n{}",
        answer.status, std::string_view(phrase.data(), phrase.size()), answer.type, answer.body.size(),
        is_head ? "" : answer.body);
    co_await asio::async_write(*socket, asio::buffer(text), into(error));
    socket->shutdown(Socket::shutdown_both, error);
  }
  --connections_;
}

Awaitable<Admin::Page> Admin::page(Head const& request) {
  auto const path = path_of(request.target).path;
  if (reach_ == AdminReach::loopback && !names_this_machine(request)) {
    co_return Page{.status = 421, .body = "Ask by address or as localhost: this name could be anybody's.\n"};
  }
  if (request.method != "GET" && request.method != "HEAD") {
    co_return Page{.status = 405, .body = "Here is only GET.\n"};
  }
  if (path == "/healthz") {
    co_return Page{.body = "ok\n"};
  }
  if (path == "/readyz") {
    co_return figures_().is_draining ? Page{.status = 503, .body = "draining\n"} : Page{.body = "ready\n"};
  }
  if (path == "/metrics") {
    co_return co_await metrics();
  }
  if (path == "/decisions") {
    co_return co_await decisions();
  }
  co_return Page{.status = 404, .body = "There are /healthz, /readyz, /metrics and /decisions.\n"};
}

Awaitable<Admin::Page> Admin::metrics() {
  auto const workers = co_await ask_all([](Worker const& worker) { return worker.figures(); });
  Metrics const metrics(workers, figures_());
  co_return Page{.type = "text/plain; version=0.0.4; charset=utf-8",
                 .body = prometheus::TextSerializer().Serialize(metrics.Collect())};
}

Awaitable<Admin::Page> Admin::decisions() {
  auto const rings = co_await ask_all([](Worker const& worker) { return worker.decisions(); });
  std::vector<KeptDecision> all;
  for (auto const& ring : rings) {
    all.insert(all.end(), ring.begin(), ring.end());
  }
  co_return Page{.type = "application/json", .body = decisions_json(std::move(all))};
}

template <typename Ask>
auto Admin::ask_all(Ask ask) -> Awaitable<std::vector<std::invoke_result_t<Ask, Worker const&>>> {
  using Part = std::invoke_result_t<Ask, Worker const&>;
  struct Answers {
    Answers(asio::io_context& context, std::size_t count) : are_there(context, patience_with_workers), missing(count) {}

    Timer are_there;
    std::size_t missing;
    std::vector<Part> parts = {};
  };
  auto const answers = std::make_shared<Answers>(context_, workers_.size());
  for (auto const& worker : workers_) {
    if (worker->has_ended()) {
      answers->parts.push_back(ask(*worker));
      --answers->missing;
      continue;
    }
    asio::post(worker->executor(), [this, answers, ask, &worker = *worker] {
      asio::post(context_, [answers, part = ask(worker)]() mutable {
        answers->parts.push_back(std::move(part));
        if (--answers->missing == 0) {
          answers->are_there.cancel();
        }
      });
    });
  }
  if (answers->missing == 0) {
    co_return std::move(answers->parts);
  }
  Error ignored;
  co_await answers->are_there.async_wait(into(ignored));
  co_return std::move(answers->parts);
}

}  // namespace corsage::gateway
