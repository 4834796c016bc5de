#include <algorithm>
#include <cstdint>
#include <string>

#include "corsage/base/bytes.hpp"
#include "forwarding.hpp"
#include "long_lived.hpp"
#include "splice.hpp"
#include "worker.hpp"

// What of a forwarding comes behind the head of upstream's answer.
namespace corsage::gateway {
namespace {

/// Bodies from so many bytes on are worth a pipe of the kernel's: below, its system calls cost more than the copies.
constexpr std::uint64_t least_spliced = 256ULL * 1024;

}  // namespace

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
  if (relaying_ == nullptr) {
    keep_at_gateway(exchange_.answer, pool_->upstream());
  }
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
    co_await upload_.break_off(upstream_->stream);
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
  auto const written = client_.stream().write_some_now(head, body, error);
  if (!error && written < head.size() + body.size()) {
    co_await client_.stream().write_rest(head, body, written, error);
  }
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
    co_await splice_to_client(upstream_->stream, client_, remaining, error);
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
