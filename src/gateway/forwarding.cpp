#include "forwarding.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <utility>

#include "corsage/base/bytes.hpp"
#include "long_lived.hpp"
#include "splice.hpp"
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
constexpr OwnAnswer garbled{.status = 502,
                            .code = "upstream_malformed",
                            .detail = "The server behind the gateway answered with something that is not HTTP/1.1."};
constexpr OwnAnswer body_malformed{
    .status = 400, .code = "body_malformed", .detail = "The request's body is not chunked as it says it is."};
constexpr OwnAnswer body_too_long{
    .status = 413, .code = "body_too_long", .detail = "The request's body is longer than the gateway allows."};
constexpr OwnAnswer body_timeout{
    .status = 408, .code = "body_timeout", .detail = "The request's body did not come in time."};

/// Bodies from so many bytes on are worth a pipe of the kernel's: below, its system calls cost more than the copies.
constexpr std::uint64_t least_spliced = 256ULL * 1024;

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
      upload_(client, exchange),
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

Awaitable<bool> Forwarding::open(bool may_be_kept, Error& error) {
  boost::container::small_vector<PoolHandle, 4> pools;
  for (auto const& address : upstreams()) {
    pools.push_back(worker_.pool_of(address));
  }
  if (pools.size() > 1) {
    auto const failed_lately = [now = worker_.now()](PoolHandle const& pool) { return pool->failed_lately(now); };
    auto const all = pools;
    std::ranges::copy_if(all, std::ranges::remove_copy_if(all, pools.begin(), failed_lately).out, failed_lately);
  }
  for (auto const& pool : pools) {
    pool_ = pool;
    while (may_be_kept && (upstream_ = pool_->take_kept()) != nullptr) {
      // Upstream may have closed it, and only such a request can be sent twice.
      if (is_idempotent(exchange_.request.method) || upstream_->stream.is_silent()) {
        co_return true;
      }
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
    upstream_ = co_await pool_->connect(waits_for, is_given_up, error);
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
  return upstream_->is_reused && upload_.is_whole() && is_idempotent(exchange_.request.method);
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
    if (!co_await open(may_be_kept, error)) {
      co_return co_await fail(error == asio::error::operation_aborted ? connect_timeout
                              : error == asio::error::no_descriptors  ? no_room
                              : pool_->blocked()                      ? private_address
                                                                      : refusal_of(error));
    }
    client_.wait_for(&upstream_->stream);
    client_.arm(worker_.response);
    worker_.observer().sent(exchange_.record, pool_->upstream());
    auto& out = worker_.scratch();
    append_request_head(out);
    co_await upstream_->stream.write_kept(out, upload_.at_hand(), error);
    if (!error && !upload_.is_whole()) {
      client_.arm(worker_.body);
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
    upstream_->stream.cancel();
    client_.stream().cancel();
    co_await upload_.end();
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
    auto const size = co_await upstream_->stream.read_some(buffer.room_behind(received_), error);
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
  return received_ == 0 ? ParseState::needs_more
                        : parser.read_head(exchange_.from_upstream.view(received_), head_length_);
}

Awaitable<bool> Forwarding::relay_interim() {
  auto& buffer = exchange_.from_upstream;
  // HTTP/1.0 knows no interim answers. Of an API's there is one that says nothing but its status.
  bool const is_relayed = relaying_ != nullptr;
  bool const passes = exchange_.request.version == 11 && (!is_relayed || exchange_.answer.status == 100);
  bool const sent =
      !passes || co_await client_.send(is_relayed ? "HTTP/1.1 100 Continue\r\n\r\n" : buffer.view(head_length_));
  auto const behind = buffer.view(received_).substr(head_length_);
  std::ranges::copy(behind, buffer.data());
  received_ = behind.size();
  co_return sent;
}

ClientFraming Forwarding::framing() const {
  auto const& answer = exchange_.answer;
  bool const chunks = exchange_.request.version == 11;
  ClientFraming framing{.framing = answer.framing,
                        .keeps_alive = client_.keeps_alive(exchange_.request),
                        .version = exchange_.request.version};
  if (answer.framing == Framing::chunked || answer.framing == Framing::until_close) {
    framing.framing = chunks ? Framing::chunked : Framing::until_close;
    framing.keeps_alive = framing.keeps_alive && chunks;
  }
  // What the client may still be sending is not waited for once the answer is there.
  framing.keeps_alive = framing.keeps_alive && (upload_.is_whole() || upload_.is_running());
  return framing;
}

Awaitable<After> Forwarding::relay_answer() {
  auto const& answer = exchange_.answer;
  if (answer.status == 101) {
    // Nobody asked for another protocol: what follows would be taken for HTTP.
    if (!exchange_.request.upgrades || !answer.upgrades) {
      co_return co_await give_up(garbled);
    }
    co_return co_await tunnel();
  }
  upload_.leave_time_to_answer();
  framing_ = framing();
  if (upload_.is_running()) {
    framing_.keeps_alive = false;
  }
  auto& head = worker_.scratch();
  worker_.observer().answered(exchange_, append_response_head(answer, decision_, framing_, head));
  auto const behind = exchange_.from_upstream.view(received_).substr(head_length_);
  has_answered_ = true;
  bool is_whole = false;
  switch (answer.framing) {
    case Framing::none:
      has_more_than_asked_ = !behind.empty();
      is_whole = co_await write_to_client(head, {});
      break;
    case Framing::content_length: is_whole = co_await relay_counted(head, behind); break;
    case Framing::chunked: is_whole = co_await relay_chunks(head, behind); break;
    case Framing::until_close: is_whole = co_await relay_until_close(head, behind); break;
  }
  co_return co_await finish(is_whole);
}

Awaitable<After> Forwarding::finish(bool is_whole) {
  auto const& answer = exchange_.answer;
  if (upload_.is_running()) {
    upstream_->stream.cancel();
    client_.stream().cancel();
    co_await upload_.end();
  }
  client_.wait_for(nullptr);
  client_.disarm();
  if (is_whole && relaying_ != nullptr) {
    relaying_->finish();
  }
  bool const kept = is_whole && answer.keeps_alive && answer.framing != Framing::until_close && upload_.is_whole() &&
                    !has_more_than_asked_;
  if (kept) {
    pool_->keep(std::move(upstream_), worker_.now());
  }
  upstream_.reset();
  if (!is_whole || client_.is_expired()) {
    co_return After::abort;
  }
  co_return framing_.keeps_alive&& upload_.is_whole() ? After::next_request : After::close;
}

Awaitable<bool> Forwarding::write_to_client(std::string_view head, std::string_view body) {
  client_.arm(worker_.body);
  exchange_.record.bytes += head.size() + body.size();
  Error error;
  co_await client_.stream().write_kept(head, body, error);
  co_return !error && !client_.is_expired();
}

bool Forwarding::may_splice(std::uint64_t remaining) const {
  // What goes through TLS, or is limited and kept by a relay, has to be seen.
  return remaining >= least_spliced && relaying_ == nullptr && !client_.stream().speaks_tls() &&
         !upstream_->stream.speaks_tls();
}

Awaitable<std::size_t> Forwarding::read_more(asio::mutable_buffer room, Error& error) {
  client_.arm(*patience_);
  return upstream_->stream.read_some(room, error);
}

void Forwarding::await_events() {
  auto const* const type = exchange_.answer.find(boost::beast::http::field::content_type);
  constexpr std::string_view events = "text/event-stream";
  if (type != nullptr && byte_case_insensitive_equal(type->value.substr(0, events.size()), events)) {
    patience_ = &worker_.stream;
    probe_while_silent(client_.stream().socket());
    probe_while_silent(upstream_->stream.socket());
  }
}

Awaitable<bool> Forwarding::relay_counted(std::string_view head, std::string_view behind) {
  auto remaining = exchange_.answer.content_length;
  auto part = behind.substr(0, static_cast<std::size_t>(std::min<std::uint64_t>(remaining, behind.size())));
  has_more_than_asked_ = part.size() < behind.size();
  remaining -= part.size();
  if (!take_body(part) || !co_await write_to_client(head, part)) {
    co_return false;
  }
  Error error;
  if (may_splice(remaining)) {
    auto const before = remaining;
    co_await splice_to_client(upstream_->stream.socket(), client_, remaining, error);
    exchange_.record.bytes += before - remaining;
  }
  auto& buffer = exchange_.from_upstream;
  while (remaining > 0 && !error) {
    auto const most = static_cast<std::size_t>(std::min<std::uint64_t>(remaining, Buffer::size));
    auto const size = co_await read_more({buffer.data(), most}, error);
    if (error) {
      co_return false;
    }
    remaining -= size;
    if (!take_body(buffer.view(size)) || !co_await write_to_client(buffer.view(size), {})) {
      co_return false;
    }
  }
  co_return remaining == 0 && !client_.is_expired();
}

Awaitable<bool> Forwarding::relay_chunks(std::string_view head, std::string_view behind) {
  auto& buffer = exchange_.from_upstream;
  bool const chunks = framing_.framing == Framing::chunked;
  await_events();
  std::string out(head);
  std::ranges::copy(behind, buffer.data());
  auto held = behind.size();
  while (true) {
    std::size_t consumed = 0;
    exchange_.pieces.clear();
    auto const state = exchange_.answer_parser->read_chunks(buffer.view(held), consumed, exchange_.pieces);
    if (state == ParseState::malformed ||
        !std::ranges::all_of(exchange_.pieces, [this](std::string_view piece) { return take_body(piece); })) {
      co_return false;
    }
    if (chunks) {
      append_chunk(exchange_.pieces, out);
    } else {
      std::ranges::for_each(exchange_.pieces, [&out](std::string_view piece) { out.append(piece); });
    }
    if (state == ParseState::done && chunks) {
      append_last_chunk(relaying_ != nullptr ? std::string_view() : exchange_.answer_parser->trailer(), out);
    }
    auto const left = buffer.view(held).substr(consumed);
    std::ranges::copy(left, buffer.data());
    held = left.size();
    if (!out.empty() && !co_await write_to_client(out, {})) {
      co_return false;
    }
    out.clear();
    if (state == ParseState::done) {
      has_more_than_asked_ = held > 0;
      co_return true;
    }
    if (held == Buffer::size) {
      co_return false;  // a line of a chunk without end
    }
    Error error;
    held += co_await read_more(buffer.room_behind(held), error);
    if (error) {
      co_return false;
    }
  }
}

Awaitable<bool> Forwarding::relay_until_close(std::string_view head, std::string_view behind) {
  auto& buffer = exchange_.from_upstream;
  bool const chunks = framing_.framing == Framing::chunked;
  await_events();
  std::string out(head);
  auto part = behind;
  while (true) {
    if (!take_body(part)) {
      co_return false;
    }
    if (chunks) {
      append_chunk({part}, out);
    } else {
      out.append(part);
    }
    if (!out.empty() && !co_await write_to_client(out, {})) {
      co_return false;
    }
    out.clear();
    Error error;
    auto const size = co_await read_more({buffer.data(), Buffer::size}, error);
    if (error == asio::error::eof) {
      break;
    }
    if (error) {
      co_return false;
    }
    part = buffer.view(size);
  }
  if (chunks) {
    append_last_chunk({}, out);
    co_return co_await write_to_client(out, {});
  }
  co_return true;
}

Awaitable<After> Forwarding::tunnel() {
  auto& head = worker_.scratch();
  worker_.observer().answered(exchange_,
                              append_response_head(exchange_.answer, decision_, {.framing = Framing::none}, head));
  auto const behind = exchange_.from_upstream.view(received_).substr(head_length_);
  has_answered_ = true;
  if (!co_await write_to_client(head, behind)) {
    co_return co_await finish(false);
  }
  co_await relay_both_ways(client_, upstream_->stream, client_.behind_head());
  client_.wait_for(nullptr);
  upstream_.reset();
  co_return client_.is_expired() ? After::abort : After::close;
}

}  // namespace corsage::gateway
