#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "buffer_pool.hpp"
#include "head.hpp"
#include "message_parser.hpp"
#include "record.hpp"

namespace corsage::gateway {

/// What a request under way needs besides its connections. Between requests a connection has none.
struct Exchange {
  Head request;
  Head answer;
  std::optional<RequestParser> request_parser;
  std::optional<ResponseParser> answer_parser;
  std::vector<std::string_view> pieces;  ///< of a chunked body
  Buffer from_client;                    ///< the request's head, where it did not fit into the connection's own room
  Buffer from_upstream;
  Record record;
};

/// A worker's exchanges that nobody uses.
class ExchangePool {
 public:
  struct GiveBack {
    ExchangePool* pool;
    void operator()(Exchange* exchange) const { pool->give_back(exchange); }
  };
  using Handle = std::unique_ptr<Exchange, GiveBack>;

  Handle take() {
    if (free_.empty()) {
      return {std::make_unique_for_overwrite<Exchange>().release(), GiveBack{this}};
    }
    Handle handle(free_.back().release(), GiveBack{this});
    free_.pop_back();
    return handle;
  }

 private:
  static constexpr std::size_t most_kept = 32;

  void give_back(Exchange* exchange) {
    std::unique_ptr<Exchange> owned(exchange);
    owned->from_client = {};
    owned->from_upstream = {};
    if (free_.size() < most_kept) {
      free_.push_back(std::move(owned));
    }
  }

  std::vector<std::unique_ptr<Exchange>> free_;
};

}  // namespace corsage::gateway
