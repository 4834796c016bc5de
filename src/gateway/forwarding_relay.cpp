#include <algorithm>
#include <utility>

#include "forwarding.hpp"
#include "stored_head.hpp"
#include "worker.hpp"

#include <boost/beast/http/field.hpp>

// What of a forwarding is different where the route is a relay.
namespace corsage::gateway {

std::span<Upstream const> Forwarding::upstreams() const {
  return relaying_ != nullptr ? std::span(&relaying_->upstream(), 1) : std::span(route_.upstreams);
}

void Forwarding::append_request_head(std::string& out) {
  if (relaying_ != nullptr) {
    relaying_->append_request_head(client_.client().pseudonym, out);
  } else {
    gateway::append_request_head(exchange_.request, client_.client(), pool_->upstream(), out);
  }
}

Awaitable<After> Forwarding::send_stored() {
  using boost::beast::http::field;
  if (upstream_ != nullptr) {
    client_.wait_for(nullptr);
    if (exchange_.answer.keeps_alive && received_ == head_length_) {
      pool_->keep(std::move(upstream_), worker_.now());
    }
    upstream_.reset();
  }
  auto const stored = relaying_->stored();
  auto const text = head_now(*stored, std::chrono::floor<seconds>(std::chrono::system_clock::now()));
  auto& answer = exchange_.answer;
  read_stored_head(text, answer);
  std::string_view body = *stored->body;
  if (has_already(exchange_.request, answer)) {
    answer.status = 304;
    answer.framing = Framing::none;
    auto const lines = std::span(answer.fields.data(), answer.field_count);
    answer.field_count -= std::ranges::remove(lines, field::content_length, &Field::known).size();
    body = {};
  }
  framing_ = framing();
  auto& head = worker_.scratch();
  worker_.observer().answered(exchange_, append_response_head(answer, decision_, framing_, head));
  has_answered_ = true;
  bool const is_whole = co_await write_to_client(head, body);
  client_.disarm();
  if (!is_whole) {
    co_return After::abort;
  }
  co_return framing_.keeps_alive ? After::next_request : After::close;
}

}  // namespace corsage::gateway
