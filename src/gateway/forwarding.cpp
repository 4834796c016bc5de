#include "forwarding.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <utility>

#include "worker.hpp"

#include <boost/asio/ssl/error.hpp>
#include <boost/container/small_vector.hpp>

namespace corsage::gateway {
namespace {

constexpr OwnAnswer unreachable{
    .status = 502, .code = "upstream_unreachable", .detail = "The gateway could not connect to the server behind it."};
constexpr OwnAnswer certificate_refused{
    .status = 502,
    .code = "upstream_certificate_refused",
    .detail = "The server behind the gateway did not prove with a certificate that it is who it should be."};
constexpr OwnAnswer tls_failed{.status = 502,
                               .code = "upstream_tls_failed",
                               .detail = "The gateway and the server behind it could not agree on TLS."};
constexpr OwnAnswer private_address{.status = 502,
                                    .code = "relay_private_address",
                                    .detail = "The API's name leads to an address that is not of the public network."};
constexpr OwnAnswer connect_timeout{.status = 504,
                                    .code = "upstream_connect_timeout",
                                    .detail = "The server behind the gateway did not take the connection in time."};
constexpr OwnAnswer response_timeout{
    .status = 504, .code = "upstream_timeout", .detail = "The server behind the gateway did not answer in time."};
constexpr OwnAnswer closed{.status = 502,
                           .code = "upstream_closed",
                           .detail = "The server behind the gateway closed the connection without an answer."};
constexpr OwnAnswer no_room{
    .status = 503, .code = "no_descriptors", .detail = "The gateway has no room for another connection just now."};
constexpr OwnAnswer body_malformed{
    .status = 400, .code = "body_malformed", .detail = "The request's body is not chunked as it says it is."};
constexpr OwnAnswer body_too_long{
    .status = 413, .code = "body_too_long", .detail = "The request's body is longer than the gateway allows."};
constexpr OwnAnswer body_timeout{
    .status = 408, .code = "body_timeout", .detail = "The request's body did not come in time."};

OwnAnswer refusal_of(Error const& error) {
  if (auto const* const why = certificate_refusal(error); why != nullptr) {
    auto answer = certificate_refused;
    answer.cause = why;
    return answer;
  }
  return error.category() == asio::error::get_ssl_category() ? tls_failed : unreachable;
}

/// https://www.rfc-editor.org/rfc/rfc9110#name-idempotent-methods
bool is_idempotent(std::string_view method) {
  constexpr std::array<std::string_view, 6> idempotent{"GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE"};
  return std::ranges::find(idempotent, method) != idempotent.end();
}

}  // namespace

Forwarding::Forwarding(ClientConnection& client, Exchange& exchange, Route const& route,
                       policy::Decision const* decision, RelayState* relay)
    : client_(client),
      worker_(client.worker()),
      exchange_(exchange),
      route_(route),
      decision_(decision),
      relaying_(relay == nullptr ? nullptr : std::make_unique<Relaying>(route, *relay, exchange.request)),
      upload_(client, exchange, relay == nullptr),
      patience_(&worker_.body) {}

Awaitable<After> Forwarding::fail(OwnAnswer const& answer) {
  client_.wait_for(nullptr);
  upstream_.reset();
  if (has_answered_ || client_.has_left()) {
    co_return After::abort;
  }
  bool const keeps = upload_.is_whole() && !client_.is_expired() && client_.keeps_alive(exchange_.request);
  auto& out = worker_.scratch();
  append_own_answer(answer, decision_, keeps, exchange_.request.method == "HEAD", out);
  exchange_.record.answer(answer.status, answer.code, out.size());
  if (!co_await client_.send(out)) {
    co_return After::abort;
  }
  co_return keeps ? After::next_request : After::close;
}

bool Forwarding::take_first_kept() {
  pool_ = worker_.pool_of(upstreams().front());
  return !pool_->failed_lately(worker_.now()) && take_kept();
}

bool Forwarding::take_kept() {
  while ((upstream_ = pool_->take_kept()) != nullptr) {
    // It may have been closed, or have bytes that nobody asked for: no request may take them for its answer.
    if (upstream_->stream.is_silent()) {
      return true;
    }
  }
  return false;
}

Awaitable<bool> Forwarding::open(bool may_be_kept, Error& error) {
  boost::container::small_vector<PoolHandle, 4> pools;
  for (auto const& address : upstreams()) {
    pools.push_back(worker_.pool_of(address));
  }
  auto const failed_lately = [now = worker_.now()](PoolHandle const& pool) { return pool->failed_lately(now); };
  auto const all = pools;
  std::ranges::copy_if(all, std::ranges::remove_copy_if(all, pools.begin(), failed_lately).out, failed_lately);
  for (auto const& pool : pools) {
    pool_ = pool;
    if (may_be_kept && take_kept()) {
      co_return true;
    }
    bool const is_connected = co_await connect(error);
    if (is_connected || client_.has_left()) {
      break;
    }
  }
  co_return upstream_ != nullptr;
}

Awaitable<bool> Forwarding::connect(Error& error) {
  // Each attempt has its own time, and one that takes too long leaves the next its turn.
  auto const waits_for = [this](Stream* attempt) {
    client_.wait_for(attempt);
    if (attempt != nullptr) {
      client_.grant_time();
      client_.arm(worker_.connect);
    }
  };
  auto const is_given_up = [this] { return client_.has_left(); };
  auto const end = Clock::now() + worker_.limits().connect_time;
  while (true) {
    upstream_ = co_await pool_->connect(waits_for, is_given_up, worker_.limits().connect_time, error);
    if (error != asio::error::no_descriptors || Clock::now() > end || client_.has_left()) {
      break;
    }
    co_await worker_.make_room();
  }
  client_.disarm();
  client_.grant_time();
  co_return upstream_ != nullptr;
}

bool Forwarding::may_be_sent_again() const {
  return upstream_->is_reused && upload_.can_be_sent_again() && is_idempotent(exchange_.request.method);
}

Awaitable<After> Forwarding::run() {
  if (!upload_.begin()) {
    co_return co_await fail(upload_.failure() == Upload::Failure::too_long ? body_too_long : body_malformed);
  }
  if (relaying_ != nullptr) {
    if (auto const refusal = relaying_->refusal(client_.asker(exchange_.request).address, worker_.now())) {
      co_return co_await fail(*refusal);
    }
    if (relaying_->stored() != nullptr) {
      co_return co_await send_stored();
    }
  }
  for (bool may_be_kept = true;; may_be_kept = false) {
    Error error;
    bool const is_open = (may_be_kept && take_first_kept()) || co_await open(may_be_kept, error);
    if (!is_open) {
      auto const answer = error == asio::error::operation_aborted ? connect_timeout
                          : error == asio::error::no_descriptors  ? no_room
                          : pool_->blocked()                      ? private_address
                                                                  : refusal_of(error);
      if (!client_.has_left()) {
        auto const cause = error == asio::error::operation_aborted ? std::string("not in time") : error.message();
        worker_.observer().could_not_ask(exchange_.record, pool_->upstream(), answer, cause);
      }
      co_return co_await fail(answer);
    }
    client_.wait_for(&upstream_->stream);
    client_.arm(worker_.response);
    worker_.observer().sent(exchange_.record, pool_->upstream());
    auto& out = worker_.scratch();
    append_request_head(out);
    auto const written = upstream_->stream.write_some_now(out, upload_.at_hand(), error);
    if (!error && written < out.size() + upload_.at_hand().size()) {
      co_await upstream_->stream.write_rest(out, upload_.at_hand(), written, error);
    }
    if (!error && !upload_.is_whole()) {
      // Who awaits 100 Continue sends nothing until then.
      client_.arm(exchange_.request.expects_continue && upload_.at_hand().empty() ? worker_.response : worker_.body);
      upload_.start(upstream_->stream);
    }
    auto const state = error ? ParseState::needs_more : co_await read_answer_head();
    if (state == ParseState::done && relaying_ != nullptr) {
      switch (relaying_->judge(exchange_.answer)) {
        case Relaying::Verdict::pass: break;
        case Relaying::Verdict::stored: co_return co_await send_stored();
        case Relaying::Verdict::refuse: co_return co_await give_up(relaying_->refused());
        case Relaying::Verdict::again:
          client_.wait_for(nullptr);
          upstream_.reset();
          continue;
      }
    }
    if (state == ParseState::done) {
      break;
    }
    if (state == ParseState::needs_more && received_ == 0 && !client_.is_expired() && may_be_sent_again()) {
      client_.wait_for(nullptr);
      upstream_.reset();
      continue;
    }
    auto const failure = state != ParseState::needs_more ? garbled : client_.is_expired() ? response_timeout : closed;
    co_return co_await give_up(failure);
  }
  co_return co_await relay_answer();
}

Awaitable<After> Forwarding::give_up(OwnAnswer const& answer) {
  auto const* reason = &answer;
  if (upload_.is_running()) {
    // The upload ends when nobody is there to take it; what the client still has to say is not waited for.
    co_await upload_.break_off(upstream_->stream);
  }
  switch (upload_.failure()) {
    case Upload::Failure::none: break;
    case Upload::Failure::malformed: reason = &body_malformed; break;
    case Upload::Failure::too_long: reason = &body_too_long; break;
    case Upload::Failure::client_gone: reason = client_.is_expired() ? &body_timeout : reason; break;
  }
  co_return co_await fail(*reason);
}

Awaitable<ParseState> Forwarding::read_answer_head() {
  if (!exchange_.from_upstream) {
    exchange_.from_upstream = worker_.buffers().take();
  }
  auto& buffer = exchange_.from_upstream;
  received_ = 0;
  while (true) {
    Error error;
    if (received_ == Buffer::size || received_ >= worker_.limits().header_bytes) {
      co_return ParseState::too_long;
    }
    auto& stream = upstream_->stream;
    if (received_ == 0 && upstream_->is_reused) {
      co_await stream.wait_for_bytes(error);
    }
    auto size = error ? 0 : stream.read_some_now(buffer.room_behind(received_), error);
    if (error == asio::error::would_block) {
      size = co_await stream.read_some(buffer.room_behind(received_), error);
    }
    if (error || client_.is_expired()) {
      co_return ParseState::needs_more;
    }
    received_ += size;
    auto state = read_head_again();
    while (state == ParseState::done && exchange_.answer.status / 100 == 1 && exchange_.answer.status != 101) {
      // 100 Continue and 103 Early Hints are passed on, and the answer comes behind.
      if (!co_await relay_interim()) {
        co_return ParseState::needs_more;
      }
      state = read_head_again();
    }
    if (state != ParseState::needs_more) {
      co_return state;
    }
  }
}

ParseState Forwarding::read_head_again() {
  auto& parser =
      exchange_.answer_parser.emplace(exchange_.answer, Head::most_fields, exchange_.request.method == "HEAD");
  if (received_ == 0) {
    return ParseState::needs_more;
  }
  auto const state = parser.read_head(exchange_.from_upstream.view(received_), head_length_);
  return state == ParseState::done && head_length_ > worker_.limits().header_bytes ? ParseState::too_long : state;
}

Awaitable<bool> Forwarding::relay_interim() {
  auto& buffer = exchange_.from_upstream;
  // HTTP/1.0 knows no interim answers. Of an API's there is one that says nothing but its status.
  bool const is_relayed = relaying_ != nullptr;
  bool const passes = exchange_.request.version == 11 && (!is_relayed || exchange_.answer.status == 100);
  bool sent = true;
  if (passes) {
    auto& head = worker_.scratch();
    if (exchange_.answer.status == 100) {
      head = "HTTP/1.1 100 Continue\r\n\r\n";
    } else {
      append_response_head(exchange_.answer, decision_, {.framing = Framing::none}, head);
    }
    sent = co_await client_.send(head);
  }
  auto const behind = buffer.view(received_).substr(head_length_);
  std::ranges::copy(behind, buffer.data());
  received_ = behind.size();
  co_return sent;
}

}  // namespace corsage::gateway
