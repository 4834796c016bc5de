#include "client_connection.hpp"

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include "address_bytes.hpp"
#include "corsage/policy/decide.hpp"
#include "cross_site.hpp"
#include "forwarding.hpp"
#include "request_target.hpp"
#include "salvaged_head.hpp"
#include "worker.hpp"

namespace corsage::gateway {

struct ClientConnection::Plan {
  std::optional<OwnAnswer> own = std::nullopt;
  Route const* route = nullptr;
  policy::Decision const* decision = nullptr;  ///< null where CORS is upstream's
  bool is_preflight = false;                   ///< and is answered here
  RelayState* relay = nullptr;                 ///< of the route, where it is one

  /// What the answer is to say about CORS; null where it stays as it is.
  policy::Decision const* said() const {
    return decision != nullptr && route->cors == CorsMode::enforce ? decision : nullptr;
  }
};

namespace {

using boost::beast::http::field;

constexpr OwnAnswer malformed{
    .status = 400, .code = "request_malformed", .detail = "The request is not HTTP/1.1 to the letter."};
constexpr OwnAnswer no_route{
    .status = 404, .code = "no_route", .detail = "No route of the gateway takes this request."};
constexpr OwnAnswer method_refused{
    .status = 501, .code = "method_refused", .detail = "The gateway does not pass on requests of this method."};
constexpr OwnAnswer too_many{
    .status = 503, .code = "too_many_connections", .detail = "The gateway has as many connections as it may have."};
constexpr OwnAnswer too_many_of_client{.status = 429,
                                       .code = "too_many_connections_of_client",
                                       .detail = "The client has as many connections as one may have."};
constexpr OwnAnswer write_refused{.status = 403,
                                  .code = "cross_site_write",
                                  .detail =
                                      "A page of another origin sent a request that changes something, and no "
                                      "policy of the gateway allows that origin."};
constexpr OwnAnswer relay_refused{.status = 403,
                                  .code = "relay_origin",
                                  .detail =
                                      "A page of another origin sent the request, and the policy of the relay does "
                                      "not allow that origin. The API was not asked."};
constexpr OwnAnswer websocket_refused{.status = 403,
                                      .code = "websocket_origin",
                                      .detail =
                                          "A page of another origin asked for a WebSocket, and no policy of the "
                                          "gateway allows that origin. Browsers leave this to the server."};

constexpr OwnAnswer tls_expected{
    .status = 400, .code = "tls_expected", .detail = "This port speaks TLS: the URL begins with https."};

OwnAnswer refusal_of(ParseState state) {
  switch (state) {
    case ParseState::too_long:
      return {
          .status = 431, .code = "head_too_long", .detail = "The request's head is longer than the gateway allows."};
    case ParseState::too_many_fields:
      return {.status = 431,
              .code = "head_too_many_lines",
              .detail = "The request has more header lines than the gateway allows."};
    case ParseState::needs_more:
      return {.status = 408, .code = "request_timeout", .detail = "The request's head did not come in time."};
    case ParseState::malformed:
    case ParseState::done: break;
  }
  return malformed;
}

/// Line ends that are no CR LF, or lines that go on: what no browser sends, and two servers may take for two things.
bool has_odd_line_end(std::string_view bytes) {
  for (auto at = bytes.find('\n'); at != std::string_view::npos; at = bytes.find('\n', at + 1)) {
    if (at == 0 || bytes[at - 1] != '\r') {
      return true;
    }
  }
  return false;
}

}  // namespace

ClientConnection::ClientConnection(Worker& worker, Socket socket, Scheme scheme, Census::Place place)
    : worker_(worker), stream_(std::move(socket)), place_(std::move(place)), scheme_(scheme) {
  Error error;
  auto const remote = stream_.socket().remote_endpoint(error);
  if (!error) {
    peer_ = bytes_of(remote.address());
    address_ = remote.address().to_string();
  }
}

Client ClientConnection::client() const {
  return {.address = address_,
          .scheme = stream_.speaks_tls() ? std::string_view("https") : std::string_view("http"),
          .is_trusted_proxy = is_trusted_proxy_,
          .pseudonym = worker_.commons().pseudonym};
}

Asker ClientConnection::asker(Head const& request) const {
  return who_asks(request, client(), worker_.site()->configuration.trusted_proxies);
}

void ClientConnection::look_whether_it_left() {
  if (taken_ < received_.size() || !behind_body_.empty()) {
    return;
  }
  char byte = 0;
  Error error;
  stream_.socket().receive(asio::buffer(&byte, 1), Socket::message_peek, error);
  // What it sent before it went is another request, which is answered first; in TLS it is its farewell.
  if (stream_.speaks_tls() || (error && error != asio::error::would_block)) {
    has_left_ = true;
    expire();
  }
}

void ClientConnection::arm(DeadlineQueue& queue) {
  queue.arm(*this, worker_.now());
}

void ClientConnection::expire() {
  if (is_in_lull_) {
    is_in_lull_ = false;
    arm(worker_.idle);
    stream_.look_for_end();
    return;
  }
  is_expired_ = true;
  stream_.cancel();
  if (upstream_ != nullptr) {
    upstream_->cancel();
  }
}

void ClientConnection::drain() {
  is_last_ = true;
  if (is_idle_) {
    stream_.cancel();
  }
}

void ClientConnection::abort() {
  is_last_ = true;
  is_expired_ = true;
  break_off();
  if (upstream_ != nullptr) {
    upstream_->close();
  }
}

void ClientConnection::break_off() {
  // Closed without a farewell: no client takes what came for the whole.
  Error ignored;
  stream_.socket().set_option(asio::socket_base::linger(true, 0), ignored);
  stream_.close();
}

bool ClientConnection::keeps_alive(Head const& request) const {
  return request.keeps_alive && !is_last_ && requests_ < worker_.limits().requests_per_connection;
}

Awaitable<bool> ClientConnection::begin_tls() {
  auto const tls = worker_.server_tls();
  arm(worker_.head);
  is_idle_ = true;
  Error error;
  co_await stream_.start_tls(tls->begin(), error);
  is_idle_ = false;
  if (!is_plain_request(error)) {
    co_return !error && !is_expired_;
  }
  stream_.give_up_tls();
  auto& out = worker_.scratch();
  append_own_answer(tls_expected, nullptr, false, false, out);
  co_await send(out);
  co_await end(After::close);
  co_return false;
}

Awaitable<void> ClientConnection::serve() {
  if (scheme_ == Scheme::https && !co_await begin_tls()) {
    co_return;
  }
  ExchangePool::Handle exchange(nullptr, {});
  auto after = After::next_request;
  while (after == After::next_request) {
    if (received_.empty()) {
      begin_to_wait();
      Error error;
      while (!receive(exchange, error)) {
        if (is_last_) {
          error = asio::error::operation_aborted;
          break;
        }
        co_await stream_.wait_for_bytes(error);
        // Who cancelled it may only want to know whether there is something.
        if (is_expired_ || (error && error != asio::error::operation_aborted)) {
          break;
        }
      }
      is_idle_ = false;
      is_in_lull_ = false;
      if (error || is_expired_) {
        break;
      }
    }
    ++requests_;
    auto& record = exchange->record;
    worker_.observer().begin(record, client().scheme);
    if (read_head(*exchange) == ParseState::needs_more && !co_await read_request(*exchange)) {
      break;
    }
    auto const site = worker_.site();
    auto const planned = plan(*exchange, *site);
    record.decision = record.route != nullptr ? planned.decision : nullptr;
    after = co_await answer(*exchange, planned);
    worker_.observer().ended(*exchange, {.client = address_,
                                         .is_understood = state_ == ParseState::done,
                                         .is_whole = after != After::abort || record.status == 101,
                                         .was_late = is_expired_});
    keep_leftover(exchange);
  }
  disarm();
  co_await end(after);
}

void ClientConnection::begin_to_wait() {
  is_idle_ = true;
  has_skipped_line_ = false;
  is_in_lull_ = requests_ > 0;
  arm(is_in_lull_ ? worker_.lull : place_.admission() == Admission::welcome ? worker_.first_byte : worker_.linger);
}

bool ClientConnection::receive(ExchangePool::Handle& exchange, Error& error) {
  error = {};
  if (stream_.wants_to_wait()) {
    return false;
  }
  if (exchange == nullptr) {
    exchange = worker_.exchanges().take();
    exchange->from_client = worker_.buffers().take();
  }
  auto const size = stream_.read_some_now(exchange->from_client.room_behind(0), error);
  if (error == asio::error::would_block) {
    // Nobody knows how long it will be until there is something.
    exchange.reset();
    return false;
  }
  received_ = exchange->from_client.view(size);
  return true;
}

ParseState ClientConnection::read_head(Exchange& exchange) {
  // https://www.rfc-editor.org/rfc/rfc9112#section-2.2 : an empty line before a request is no request.
  if (!has_skipped_line_ && received_.starts_with("\r\n")) {
    received_.remove_prefix(2);
    has_skipped_line_ = true;
  }
  taken_ = received_.size();
  auto& parser = exchange.request_parser.emplace(exchange.request, worker_.limits().header_lines);
  state_ = parser.read_head(received_, head_length_);
  if (state_ == ParseState::done && head_length_ > worker_.limits().header_bytes) {
    state_ = ParseState::too_long;
  }
  if (state_ == ParseState::done) {
    taken_ = head_length_;
  } else if (state_ == ParseState::needs_more) {
    auto const most = std::min(worker_.limits().header_bytes, Buffer::size);
    state_ = has_odd_line_end(received_) ? ParseState::malformed
             : received_.size() >= most  ? ParseState::too_long
                                         : ParseState::needs_more;
  }
  return state_;
}

Awaitable<bool> ClientConnection::read_request(Exchange& exchange) {
  arm(worker_.head);
  do {
    // What is before received_ was an empty line.
    auto const used = static_cast<std::size_t>(received_.data() - exchange.from_client.data()) + received_.size();
    Error error;
    auto const size = co_await stream_.read_some(exchange.from_client.room_behind(used), error);
    if (is_expired_) {
      state_ = ParseState::needs_more;
      co_return true;
    }
    if (error) {
      co_return false;
    }
    received_ = {received_.data(), received_.size() + size};
  } while (read_head(exchange) == ParseState::needs_more);
  co_return true;
}

ClientConnection::Plan ClientConnection::plan(Exchange& exchange, Site const& site) {
  auto& request = exchange.request;
  auto const& trusted = site.configuration.trusted_proxies;
  is_trusted_proxy_ = !trusted.empty() && is_among(trusted, peer_);
  is_last_ = is_last_ || place_.admission() != Admission::welcome;
  if (state_ != ParseState::done && (state_ == ParseState::malformed || !salvage_request(received_, request))) {
    return {.own = refusal_of(state_)};
  }
  if (request.method == "TRACE" || request.method == "CONNECT" || request.method == "TRACK") {
    return {.own = method_refused};
  }
  bool const has_target = take_origin_form(request);
  auto const target = path_of(request.target);
  // What is wrong with a path is told to the pages of whatever is at the host's root.
  bool const is_odd = !has_target || !target.is_plain;
  is_last_ = is_last_ || is_odd;
  policy::FoundIncoming found(request.method);
  for (auto const& line : request.lines()) {
    found.add(line.name, line.value);
  }
  auto const incoming = found.view();
  // A preflight goes where the request that it asks for would go.
  bool const asks = request.method == "OPTIONS" && !incoming.origin.empty() && incoming.requested_method.size() == 1;
  auto const* const host = request.find(field::host);
  Plan plan;
  plan.route = site.routes.find(host == nullptr ? std::string_view() : host->value, is_odd ? "/" : target.path,
                                asks ? incoming.requested_method.front() : request.method);
  if (plan.route == nullptr) {
    plan.own = is_odd ? malformed : no_route;
    tell_pages_of(site, host == nullptr ? std::string_view() : host->value, incoming, exchange, plan);
    return plan;
  }
  if (plan.route->relay) {
    plan.relay = site.relay_of(*plan.route);
  }
  worker_.observer().routed(exchange.record, *plan.route);
  if (plan.route->policy) {
    plan.decision = &exchange.decision.emplace(policy::decide(*plan.route->policy, incoming));
    plan.is_preflight =
        plan.decision->answered_by == policy::AnsweredBy::policy && plan.route->cors == CorsMode::enforce;
    if (plan.route->candidate) {
      Observer::compare(exchange.record, *plan.route->candidate, incoming, *plan.decision);
    }
  }
  if (state_ != ParseState::done) {
    plan.own = refusal_of(state_);
  } else if (is_odd) {
    plan.own = malformed;
  } else if (place_.admission() != Admission::welcome) {
    plan.own = place_.admission() == Admission::too_many ? too_many : too_many_of_client;
  } else if (has_been_here(request, worker_.commons().pseudonym)) {
    plan.own = OwnAnswer{.status = 508, .code = "loop", .detail = "The request has been through this gateway before."};
  } else if (request.framing == Framing::content_length &&
             request.content_length > site.configuration.limits.body_bytes) {
    plan.own = OwnAnswer{
        .status = 413, .code = "body_too_long", .detail = "The request's body is longer than the gateway allows."};
  } else if (plan.route->refuses_cross_site_writes || request.upgrades || plan.relay != nullptr) {
    plan.own = refusal_of_elsewhere(request, plan);
  }
  return plan;
}

void ClientConnection::tell_pages_of(Site const& site, std::string_view host, policy::Incoming const& incoming,
                                     Exchange& exchange, Plan& plan) {
  for (auto const* const route : site.routes.of_host(host)) {
    if (route->policy && route->cors == CorsMode::enforce) {
      auto const& decision = exchange.decision.emplace(policy::decide(*route->policy, incoming));
      if (decision.is_allowed) {
        plan.route = route;
        plan.decision = &decision;
        return;
      }
    }
  }
}

std::optional<OwnAnswer> ClientConnection::refusal_of_elsewhere(Head const& request, Plan const& plan) const {
  auto const& route = *plan.route;
  bool const is_checked_write = route.refuses_cross_site_writes && is_write(request.method);
  bool const is_checked_socket = request.upgrades && route.policy;
  // The API would be asked with a secret, whoever may read what it says.
  bool const is_checked_relay = plan.relay != nullptr && route.policy && !plan.is_preflight;
  bool const is_checked = is_checked_write || is_checked_socket || is_checked_relay;
  if (!is_checked || route.cors == CorsMode::report || is_from_own_page(request, asker(request))) {
    return std::nullopt;
  }
  if (is_checked_relay && !is_checked_write && is_allowed_page(plan.decision)) {
    return std::nullopt;
  }
  if (may_write_from_elsewhere(request, plan.decision)) {
    return std::nullopt;
  }
  return is_checked_socket ? websocket_refused : is_checked_write ? write_refused : relay_refused;
}

Awaitable<After> ClientConnection::answer(Exchange& exchange, Plan const& plan) {
  auto const* const decision = plan.said();
  if (!plan.own && !plan.is_preflight) {
    disarm();
    co_return co_await Forwarding(*this, exchange, *plan.route, decision, plan.relay).run();
  }
  bool const is_understood = state_ == ParseState::done;
  bool const skips_body = is_understood && exchange.request.framing == Framing::content_length &&
                          exchange.request.content_length <= behind_head().size();
  if (skips_body) {
    take_behind_head(static_cast<std::size_t>(exchange.request.content_length));
  }
  bool const keeps =
      is_understood && (exchange.request.framing == Framing::none || skips_body) && keeps_alive(exchange.request);
  auto& out = worker_.scratch();
  auto& record = exchange.record;
  if (plan.own) {
    append_own_answer(*plan.own, decision, keeps, is_understood && exchange.request.method == "HEAD", out);
    record.answer(plan.own->status, plan.own->code, out.size());
  } else {
    append_preflight_answer(*decision, keeps, out);
    record.answer(decision->status, {}, out.size());
  }
  if (!co_await send(out)) {
    co_return After::abort;
  }
  co_return keeps ? After::next_request : After::close;
}

Awaitable<bool> ClientConnection::send(std::string_view text) {
  Error error;
  auto const written = stream_.write_some_now(text, {}, error);
  if (!error && written < text.size()) {
    arm(worker_.body);
    co_await stream_.write_rest(text, {}, written, error);
  }
  co_return !error;
}

void ClientConnection::keep_leftover(ExchangePool::Handle& exchange) {
  received_.remove_prefix(std::min(taken_, received_.size()));
  if (!behind_body_.empty()) {
    received_ = behind_body_;
  }
  if (received_.empty()) {
    exchange.reset();
    return;
  }
  // Requests that were sent before this one was answered.
  auto& buffer = exchange->from_client;
  std::ranges::copy(received_, buffer.data());
  received_ = buffer.view(received_.size());
  behind_body_.clear();
}

Awaitable<void> ClientConnection::end(After after) {
  if (after == After::abort) {
    break_off();
    co_return;
  }
  if (after == After::close) {
    // What the client still sends is read, or the answer might be lost: https://www.rfc-editor.org/rfc/rfc9112#section-9.6
    stream_.shut_down_sending();
    is_expired_ = false;
    arm(worker_.linger);
    Error error;
    auto room = worker_.buffers().take();
    while (!error && !is_expired_) {
      co_await stream_.read_some({room.data(), Buffer::size}, error);
    }
    disarm();
  }
  stream_.say_goodbye();
  stream_.close();
}

}  // namespace corsage::gateway
